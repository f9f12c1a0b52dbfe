import * as z from 'zod/mini';

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
