import * as z from 'zod';

const FieldValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const ChangeSchema = z.strictObject({
  crm: z.string(),
  object: z.string(),
  id: z.string(),
  field: z.string(),
  old: FieldValueSchema,
  new: FieldValueSchema,
});

/** A saved plan: exactly what `apply` will do, and the version each record had when it was made. */
export const PlanSchema = z.strictObject({
  formatVersion: z.literal(1),
  planId: z.string(),
  /** Snapshot the values come from. */
  runId: z.string(),
  asOf: z.string(),
  changes: z.array(ChangeSchema),
  records: z.array(
    z.strictObject({
      crm: z.string(),
      object: z.string(),
      id: z.string(),
      version: z.string(),
      freezes: z.boolean(),
    }),
  ),
  skipped: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
  /** Calls that applying it will take, reads before writing included. */
  calls: z.record(z.string(), z.number()),
});

export type Plan = z.infer<typeof PlanSchema>;
export type PlannedChange = z.infer<typeof ChangeSchema>;
export type PlannedRecord = Plan['records'][number];
