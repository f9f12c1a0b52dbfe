import { createHash } from 'node:crypto';
import { FIELDS, type FieldDefinition } from '../../crm/fields.ts';
import { recordMapOf } from '../../crm/record-maps.ts';
import type { CampaignRecord } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import { buildJourneys } from '../../kpis/journeys/build-journeys.ts';
import { loadDescription } from '../../store/description-store.ts';
import { stableJson } from '../../store/json.ts';
import { loadRanks } from '../../store/rank-store.ts';
import type { StoredRecord } from '../../store/record-item.ts';
import { loadFrozen } from '../../store/write-back-store.ts';
import type { StepContext } from '../context.ts';
import { loadEntities } from '../load-entities.ts';
import { readSnapshot } from '../read-snapshot.ts';
import { isMoved } from './moved.ts';
import type { Plan, PlannedChange, PlannedRecord } from './plan-file.ts';
import { type Target, writeTargets } from './targets.ts';

/**
 * Compares what RevLoop's fields should hold with what the store last read, and says what to change. Reads the store
 * only. The same store gives the same plan, byte for byte. Throws `no-snapshot`.
 */
export async function planWriteBack(context: StepContext): Promise<Plan> {
  const { table, config } = context;
  const snapshot = await readSnapshot(table);
  const { entities, history, records } = await loadEntities(context);
  const journeys = buildJourneys(entities, config, history);
  const ranks = new Map((await loadRanks(table)).map((rank) => [rank.person, rank]));
  const campaigns = entities.flatMap(({ entity }): readonly CampaignRecord[] =>
    entity.kind === 'campaign' ? [entity] : [],
  );
  const targets = writeTargets(context, { journeys, snapshot, ranks, records, campaigns });
  const frozen = await loadFrozen(table);
  const writable = await writableFields(context, targets);

  const changes: PlannedChange[] = [];
  const planned: PlannedRecord[] = [];
  const skipped = new Map<string, string>();
  for (const target of sortTargets(targets)) {
    const ref = refKey(target.ref);
    const record = records.get(ref);
    if (record === undefined || (target.freezes && frozen.has(ref))) continue;
    const own = changesOf(target, record, { writable, onlyIfDelta: config.writeBack.onlyIfDelta });
    if (own.missing.length > 0) skipped.set(ref, `field-missing: ${own.missing.join(', ')}`);
    // Closed with its values on it already: nothing to write, but `apply` must freeze it, or it would go on following.
    const isToFreeze = target.freezes && own.isFilled;
    if (own.changes.length === 0 && !isToFreeze) continue;
    changes.push(...own.changes);
    planned.push({ ...target.ref, version: record.version, freezes: target.freezes });
  }
  const body = {
    formatVersion: 1 as const,
    runId: snapshot.runId,
    asOf: snapshot.meta.asOf,
    changes,
    records: planned,
    skipped: [...skipped].map(([id, reason]) => ({ id, reason })),
    calls: callsFor(planned),
  };
  const planId = createHash('sha256').update(stableJson(body)).digest('hex').slice(0, 12);
  return { ...body, planId };
}

interface ChangeContext {
  readonly writable: ReadonlyMap<string, ReadonlySet<string>>;
  readonly onlyIfDelta: number;
}

/** Changed fields of one record. A day or a range moves only along with a figure, never by itself. */
function changesOf(
  target: Target,
  record: StoredRecord,
  context: ChangeContext,
): {
  readonly changes: readonly PlannedChange[];
  readonly missing: readonly string[];
  /** Whether any of the fields holds a value. */
  readonly isFilled: boolean;
} {
  const map = recordMapOf(target.ref.crm);
  const visible = context.writable.get(`${target.ref.crm}/${target.ref.object}`);
  const leading: PlannedChange[] = [];
  const following: PlannedChange[] = [];
  const missing: string[] = [];
  let isFilled = false;
  for (const definition of FIELDS) {
    if (definition.on !== target.owner || definition.editedBy !== 'revloop') continue;
    if (!(definition.stem in target.values)) continue;
    const field = map.fieldName(definition);
    const next = map.toFieldValue(definition, target.values[definition.stem] ?? null);
    if (visible?.has(field) !== true) {
      if (next !== null) missing.push(field);
      continue;
    }
    const old = record.fields[field] ?? null;
    if (old !== null && old !== '') isFilled = true;
    if (!isMoved(definition, { old, next, onlyIfDelta: context.onlyIfDelta })) continue;
    const change = { ...target.ref, field, old, new: next };
    (isFollower(definition) && old !== null && next !== null ? following : leading).push(change);
  }
  return { changes: leading.length === 0 ? [] : [...leading, ...following], missing, isFilled };
}

/** Text about a figure, or the day it is of: it changes when the figure does. */
function isFollower({ stem }: FieldDefinition): boolean {
  return stem === 'KPI_As_Of' || stem === 'CAC_Range';
}

async function writableFields(
  { table }: StepContext,
  targets: readonly Target[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const objects = new Map(targets.map(({ ref }) => [`${ref.crm}/${ref.object}`, ref]));
  const found = new Map<string, ReadonlySet<string>>();
  for (const [name, { crm, object }] of objects) {
    const description = await loadDescription(table, crm, object);
    const fields = description?.fields.filter(({ isWritable }) => isWritable) ?? [];
    found.set(name, new Set(fields.map((field) => field.name)));
  }
  return found;
}

function sortTargets(targets: readonly Target[]): readonly Target[] {
  return [...targets].sort((a, b) => (refKey(a.ref) < refKey(b.ref) ? -1 : 1));
}

/** What applying costs: one read before writing and one write per batch. */
function callsFor(records: readonly PlannedRecord[]): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const [name, group] of Map.groupBy(records, ({ crm, object }) => `${crm}/${object}`)) {
    const crm = name.split('/')[0] ?? '';
    const batches = Math.ceil(group.length / recordMapOf(crm).writeBatch);
    calls[crm] = (calls[crm] ?? 0) + 2 * batches;
  }
  return calls;
}
