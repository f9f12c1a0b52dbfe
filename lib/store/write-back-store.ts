import * as z from 'zod/mini';
import { jsonOf, stableJson, textOf } from './json.ts';
import { appliedKey, effectPartition, FROZEN_PARTITIONS, frozenKey, PLANS } from './keys.ts';
import type { Table } from './table.ts';

export const EFFECT_STATES = ['sent', 'applied', 'unchanged', 'rejected', 'skipped', 'unknown'] as const;
export type EffectState = (typeof EFFECT_STATES)[number];

const FieldValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const EffectSchema = z.object({
  /** `crm/object/id`. */
  ref: z.string(),
  state: z.enum(EFFECT_STATES),
  code: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** Field by field: the value before and after. */
  fields: z.array(z.object({ field: z.string(), old: FieldValueSchema, new: FieldValueSchema })),
});

/**
 * What became of one record of a plan, with the values before: outbox and journal in one. Its id is the plan's and the
 * record's, so doing it twice is one effect.
 */
export type Effect = Readonly<z.infer<typeof EffectSchema>>;

export async function loadEffects(table: Table, planId: string): Promise<ReadonlyMap<string, Effect>> {
  const items = await table.query(effectPartition(planId));
  return new Map(items.map((item) => [item.sk, jsonOf(item, 'effect', EffectSchema)]));
}

/** Notes that a plan has a journal, before it has one. */
export async function notePlan(table: Table, planId: string): Promise<void> {
  await table.put({ pk: PLANS, sk: planId });
}

export async function saveEffects(table: Table, planId: string, effects: readonly Effect[]): Promise<void> {
  const pk = effectPartition(planId);
  await table.batchWrite(
    effects.map((effect) => ({ put: { pk, sk: effect.ref, effect: stableJson(effect) } })),
  );
}

/** How far a plan was applied when a run of it last came to its end. */
export interface Applied {
  /** ISO instant. */
  readonly endedAt: string;
  /** Whether every record of the plan has its values. */
  readonly isWhole: boolean;
}

/** Undefined where no run of the plan came to its end. */
export async function loadApplied(table: Table, planId: string): Promise<Applied | undefined> {
  const item = await table.get(appliedKey(planId));
  if (item === undefined) return undefined;
  return { endedAt: textOf(item, 'endedAt'), isWhole: item['isWhole'] === true };
}

export async function saveApplied(table: Table, planId: string, applied: Applied): Promise<void> {
  await table.put({ ...appliedKey(planId), ...applied });
}

/** Closed records that have had their values. */
export async function loadFrozen(table: Table): Promise<ReadonlySet<string>> {
  const shards = await Promise.all(FROZEN_PARTITIONS.map((pk) => table.query(pk)));
  return new Set(shards.flat().map((item) => item.sk));
}

export async function saveFrozen(table: Table, refs: readonly string[], planId: string): Promise<void> {
  await table.batchWrite(refs.map((ref) => ({ put: { ...frozenKey(ref), planId } })));
}

/** Plan that froze a record's values; undefined where it is not frozen. */
export async function frozenBy(table: Table, ref: string): Promise<string | undefined> {
  const item = await table.get(frozenKey(ref));
  return item === undefined ? undefined : textOf(item, 'planId');
}
