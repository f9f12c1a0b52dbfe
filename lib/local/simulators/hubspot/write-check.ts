import type { ObjectTable } from './object-table.ts';
import { defaultPipelineId, findStage } from './pipelines.ts';
import type { Portal } from './portal.ts';
import type { PropertyDefinition } from './property-definition.ts';
import { checkValue, type ValueProblem } from './property-values.ts';
import { SETTABLE_AT_CREATION } from './standard-properties.ts';
import type { StoredRecord } from './stored-record.ts';

export type SentProperties = Readonly<Record<string, string | number | boolean | null>>;

/** What a write would store, or why the vendor refuses it. */
export type WriteCheck =
  | {
      readonly kind: 'ok';
      readonly values: ReadonlyMap<string, string | null>;
      readonly sent: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly problems: readonly ValueProblem[] }
  | { readonly kind: 'conflict'; readonly existingId: string };

/** `current` is the record to be written, undefined for a new one. Nothing is changed. */
export function checkWrite(
  portal: Portal,
  table: ObjectTable,
  sent: SentProperties,
  current: StoredRecord | undefined,
): WriteCheck {
  const values = new Map<string, string | null>();
  const problems: ValueProblem[] = [];
  for (const [name, raw] of Object.entries(sent)) {
    const property = writableProperty(table, name, current === undefined);
    if (property === undefined) {
      const message = `Property "${name}" does not exist`;
      problems.push({ name, code: 'PROPERTY_DOESNT_EXIST', message });
      continue;
    }
    const checked = checkValue(property, raw, externalOptions(portal, table, name));
    if ('problem' in checked) problems.push(checked.problem);
    else if (!isBackward(portal, table, name, checked.value, current)) values.set(name, checked.value);
  }
  problems.push(...stageProblems(table, values, current), ...uniqueProblems(table, values, current));
  if (problems.length > 0) return { kind: 'invalid', problems };
  const holder = emailHolder(table, values);
  return holder !== undefined && holder.id !== current?.id
    ? { kind: 'conflict', existingId: holder.id }
    : { kind: 'ok', values, sent: Object.keys(sent) };
}

function writableProperty(table: ObjectTable, name: string, isNew: boolean): PropertyDefinition | undefined {
  const property = table.catalog.get(name);
  const isSettable = isNew && table.name.plural !== 'contacts' && SETTABLE_AT_CREATION.includes(name);
  if (property === undefined || !isSettable) return property;
  return { ...property, modificationMetadata: { ...property.modificationMetadata, readOnlyValue: false } };
}

/** Options that another resource owns. Stages are checked with their pipeline, in `stageProblems`. */
function externalOptions(portal: Portal, table: ObjectTable, name: string): readonly string[] | undefined {
  if (name === 'hubspot_owner_id') return portal.owners.map(({ id }) => id);
  if (name === 'pipeline' && table.pipelines.length > 0) return table.pipelines.map(({ id }) => id);
  if (name === 'dealstage') return table.pipelines.flatMap(({ stages }) => stages.map(({ id }) => id));
  return undefined;
}

/** A lifecycle stage only moves forward: an earlier one is ignored, an empty one clears. */
function isBackward(
  portal: Portal,
  table: ObjectTable,
  name: string,
  value: string | null,
  current: StoredRecord | undefined,
): boolean {
  if (name !== 'lifecyclestage' || value === null) return false;
  if (portal.settings.current().lifecycleMovesBackward) return false;
  const stages = portal.pipelines.get(table.name.plural)?.[0]?.stages.map(({ id }) => id) ?? [];
  const from = stages.indexOf(current?.values.get(name) ?? '');
  const to = stages.indexOf(value);
  return from >= 0 && to >= 0 && to < from;
}

/** A stage belongs to its pipeline: one without the other is refused. */
function stageProblems(
  table: ObjectTable,
  values: ReadonlyMap<string, string | null>,
  current: StoredRecord | undefined,
): readonly ValueProblem[] {
  if (table.name.plural !== 'deals' || !(values.has('pipeline') || values.has('dealstage'))) return [];
  const pipelineId =
    values.get('pipeline') ?? current?.values.get('pipeline') ?? defaultPipelineId(table.pipelines);
  const stageId = values.get('dealstage') ?? current?.values.get('dealstage');
  if (stageId === undefined || findStage(table.pipelines, pipelineId, stageId) !== undefined) return [];
  const allowed = table.pipelines.find(({ id }) => id === pipelineId)?.stages.map(({ id }) => id) ?? [];
  const message = `${stageId} was not one of the allowed options: [${allowed.join(', ')}]`;
  return [{ name: 'dealstage', code: 'INVALID_OPTION', message }];
}

function uniqueProblems(
  table: ObjectTable,
  values: ReadonlyMap<string, string | null>,
  current: StoredRecord | undefined,
): readonly ValueProblem[] {
  return [...values].flatMap(([name, value]) => {
    if (value === null || table.catalog.get(name)?.hasUniqueValue !== true) return [];
    const holder = table.records.findBy(name, value);
    if (holder === undefined || holder.id === current?.id) return [];
    const message = `Cannot set PropertyValueCoordinates{propertyName=${name}, value=${value}} on ${current?.id ?? 'a new record'}. ${holder.id} already has that value.`;
    return [{ name, code: 'CONFLICTING_UNIQUE_VALUE', message }];
  });
}

/** A contact's email is its own; the vendor answers 409 instead of a property problem. */
function emailHolder(
  table: ObjectTable,
  values: ReadonlyMap<string, string | null>,
): StoredRecord | undefined {
  const email = table.name.plural === 'contacts' ? values.get('email') : undefined;
  return typeof email === 'string' ? table.records.findBy('email', email) : undefined;
}
