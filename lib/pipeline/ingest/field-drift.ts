import type { Crm, ObjectDescription } from '../../crm/crm.ts';
import type { FieldOwner } from '../../crm/fields.ts';
import { type CrmName, isCrmName, RECORD_MAPS } from '../../crm/record-maps.ts';
import type { CrmConfig } from '../../domain/config.ts';
import type { FieldIssue, StoredDescription } from '../../store/description-store.ts';

/** A field that a key of `revloop.yaml` rests on. */
interface MappedField {
  readonly key: string;
  readonly field: string;
  /** One field of several objects: it may be on some of them only. */
  readonly isShared: boolean;
}

/** Keys that name a field, and what they are read from. */
const NAMING: readonly {
  readonly key: 'lossReason' | 'contractEnd' | 'acquisitionDate' | 'landingPage' | 'foreignId';
  readonly on: readonly FieldOwner[];
}[] = [
  { key: 'lossReason', on: ['deal'] },
  { key: 'contractEnd', on: ['deal'] },
  { key: 'acquisitionDate', on: ['person'] },
  { key: 'landingPage', on: ['person'] },
  { key: 'foreignId', on: ['deal', 'person', 'company'] },
];

/** Keys that give a meaning to the values of a field of the CRM's own. */
const VALUES: Readonly<
  Record<
    CrmName,
    readonly {
      readonly key: 'stages' | 'statuses' | 'dealTypes';
      readonly on: FieldOwner;
      readonly field: string;
    }[]
  >
> = {
  salesforce: [
    { key: 'stages', on: 'deal', field: 'StageName' },
    { key: 'statuses', on: 'person', field: 'Status' },
    { key: 'dealTypes', on: 'deal', field: 'Type' },
  ],
  hubspot: [
    { key: 'stages', on: 'deal', field: 'dealstage' },
    { key: 'statuses', on: 'person', field: 'hs_lead_status' },
    { key: 'dealTypes', on: 'deal', field: 'dealtype' },
  ],
};

/** Every field of an object that the config maps; none where it maps nothing of it. */
export function mappedFields(crm: string, object: string, config: CrmConfig): readonly MappedField[] {
  if (!isCrmName(crm)) return [];
  const { objectOf } = RECORD_MAPS[crm];
  const isOn = (owner: FieldOwner): boolean => objectOf[owner] === object;
  const named = NAMING.flatMap(({ key, on }): readonly MappedField[] => {
    const field = config[key];
    if (field === undefined || !on.some(isOn)) return [];
    return [{ key: `crm.${crm}.${key}`, field, isShared: on.length > 1 }];
  });
  const valued = VALUES[crm].flatMap(({ key, on, field }): readonly MappedField[] => {
    const isUsed = Object.values(config[key]).some((values) => values !== undefined);
    return isUsed && isOn(on) ? [{ key: `crm.${crm}.${key}`, field, isShared: false }] : [];
  });
  return [...named, ...valued];
}

/**
 * Mapped fields that the CRM no longer gives as they were mapped: gone, hidden from the integration user, or of
 * another type than when everything was last read. Asks the CRM only where one is not to be seen.
 */
export async function findFieldIssues(
  crm: Crm,
  description: ObjectDescription,
  of: { readonly config: CrmConfig; readonly before: StoredDescription | undefined },
): Promise<readonly FieldIssue[]> {
  const { object } = description;
  const known = new Map(of.before?.fields.map((field) => [field.name, field]));
  const now = new Map(description.fields.map((field) => [field.name, field]));
  const mapped = mappedFields(crm.name, object, of.config);
  const unseen = mapped.filter(
    ({ field, isShared }) => !now.has(field) && (!isShared || known.has(field) || hadIssue(of.before, field)),
  );
  const places =
    unseen.length === 0
      ? undefined
      : await crm.locateFields(
          object,
          unseen.map(({ field }) => field),
        );
  const gone = unseen.map(({ key, field }): FieldIssue => {
    const isHidden = places?.get(field) === 'hidden';
    const detail = isHidden
      ? `${object}.${field} is hidden from the integration user`
      : `${object}.${field} does not exist, or the integration user cannot see it`;
    return { code: isHidden ? 'field-hidden' : 'field-absent', key, field, detail };
  });
  const retyped = mapped.flatMap(({ key, field }): readonly FieldIssue[] => {
    const was = known.get(field)?.type;
    const is = now.get(field)?.type;
    if (was === undefined || is === undefined || was === is) return [];
    return [{ code: 'field-retyped', key, field, detail: `${object}.${field} was ${was} and is ${is} now` }];
  });
  return [...gone, ...retyped];
}

/** The config without the mappings whose fields are not as they were mapped: they stand still, the rest goes on. */
export function usableConfig(config: CrmConfig, issues: readonly FieldIssue[]): CrmConfig {
  if (issues.length === 0) return config;
  const stopped = new Set(issues.map(({ key }) => key.slice(key.lastIndexOf('.') + 1)));
  const dropped = NAMING.filter(({ key }) => stopped.has(key)).map(({ key }) => key);
  const kept = { ...config };
  for (const key of dropped) delete kept[key];
  return kept;
}

/** What to keep of a description: a mapped field keeps the type it was mapped with until everything is read again. */
export function describedNow(
  { fields }: ObjectDescription,
  issues: readonly FieldIssue[],
  before: StoredDescription | undefined,
): StoredDescription {
  const retyped = new Set(issues.flatMap(({ code, field }) => (code === 'field-retyped' ? [field] : [])));
  const typeOf = new Map(before?.fields.map(({ name, type }) => [name, type]));
  const kept = fields.map((field) => {
    const was = retyped.has(field.name) ? typeOf.get(field.name) : undefined;
    return was === undefined ? field : { ...field, type: was };
  });
  return { fields: kept, issues };
}

function hadIssue(before: StoredDescription | undefined, field: string): boolean {
  return before?.issues?.some((issue) => issue.field === field) === true;
}
