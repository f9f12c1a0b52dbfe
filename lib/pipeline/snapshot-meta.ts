import * as z from 'zod/mini';
import { type CreditModel, MODELS, type Model, STITCH_RULES } from '../domain/ledger.ts';
import { DEFAULT_OPTIONS, offeredModels } from '../kpis/attribution/model-options.ts';
import type { ModelOptions } from '../kpis/attribution/touch-weights.ts';

/** Raised with every change to what a figure counts, so that a snapshot says by which definitions it was made. */
export const DEFINITION_VERSION = 4;

const AttributionSchema = z.object({
  halfLifeDays: z.number(),
  halfLifeBasis: z.enum(['median-lag', 'default']),
  /** Null: the config has no custom weights. */
  custom: z.nullable(
    z.object({
      first: z.number(),
      leadCreation: z.number(),
      dealCreation: z.number(),
      won: z.number(),
      last: z.number(),
      middle: z.number(),
    }),
  ),
  /** Deals by the link that brought their people; deals without anybody are left out. */
  stitch: z.partialRecord(z.enum(STITCH_RULES), z.number()),
});

const NO_ATTRIBUTION: z.infer<typeof AttributionSchema> = {
  halfLifeDays: DEFAULT_OPTIONS.halfLifeDays,
  halfLifeBasis: 'default',
  custom: null,
  stitch: {},
};

/** What a snapshot says about itself. */
export const SnapshotMetaSchema = z.object({
  asOf: z.string(),
  definitionVersion: z.number(),
  currency: z.string(),
  timeZone: z.string(),
  /** First and last day with any fact; null in an empty store. */
  firstDay: z.nullable(z.string()),
  lastDay: z.nullable(z.string()),
  available: z.object({ mql: z.boolean(), sql: z.boolean(), firstTouch: z.boolean() }),
  people: z.number(),
  existingCustomers: z.number(),
  excluded: z.number(),
  stages: z.record(z.string(), z.number()),
  /** Snapshots of earlier definitions say nothing: they have no model that needs it. */
  attribution: z._default(AttributionSchema, NO_ATTRIBUTION),
  ltv: z.object({ customers: z.number(), customerMonths: z.number(), churned: z.number() }),
});

export type SnapshotMeta = z.infer<typeof SnapshotMetaSchema>;

/** First touch where a source knows it, else lead creation: a Salesforce LeadSource is no first touch. */
export function defaultModel(meta: SnapshotMeta): CreditModel {
  return meta.available.firstTouch ? 'first' : 'lead-creation';
}

/** What the models of this snapshot were given. */
export function optionsOf({ attribution }: SnapshotMeta): ModelOptions {
  const { halfLifeDays, custom } = attribution;
  return { halfLifeDays, customShares: custom ?? DEFAULT_OPTIONS.customShares };
}

/** Models this snapshot has facts under. */
export function modelsOf({ attribution }: SnapshotMeta): readonly Model[] {
  return offeredModels(MODELS, attribution.custom !== null);
}
