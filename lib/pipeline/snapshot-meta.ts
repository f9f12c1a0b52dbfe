import * as z from 'zod/mini';
import type { Model } from '../domain/ledger.ts';

/** Raised with every change to what a figure counts, so that a snapshot says by which definitions it was made. */
export const DEFINITION_VERSION = 3;

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
  ltv: z.object({ customers: z.number(), customerMonths: z.number(), churned: z.number() }),
});

export type SnapshotMeta = z.infer<typeof SnapshotMetaSchema>;

/** First touch where a source knows it, else lead creation: a Salesforce LeadSource is no first touch. */
export function defaultModel(meta: SnapshotMeta): Model {
  return meta.available.firstTouch ? 'first' : 'lead-creation';
}
