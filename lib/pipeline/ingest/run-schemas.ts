import * as z from 'zod/mini';
import { ERROR_CODES, type ErrorCode } from '../../domain/error-codes.ts';
import { RUN_KINDS, RUN_STATUSES } from './ingest-report.ts';

/** Whether a text is one of our codes. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && code in ERROR_CODES;

const FailureSchema = z.object({ code: z.custom<ErrorCode>(isErrorCode), message: z.string() });
const CountsShape = {
  crm: z.string(),
  object: z.string(),
  read: z.number(),
  upserted: z.number(),
  deleted: z.number(),
  unchanged: z._default(z.number(), 0),
  quarantined: z.number(),
  calls: z.number(),
  seconds: z.number(),
  status: z._default(z.enum(RUN_STATUSES), 'complete'),
  error: z.exactOptional(FailureSchema),
};

/** One object's run as an earlier run stored it. */
export const SyncRunSchema = z.object({
  ...CountsShape,
  checkpoint: z.nullable(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  merged: z._default(z.number(), 0),
  healed: z._default(z.number(), 0),
  freshAt: z._default(z.nullable(z.string()), null),
  forecast: z.exactOptional(z.object({ records: z.number(), calls: z.number(), seconds: z.number() })),
  warnings: z.exactOptional(
    z.array(z.object({ code: z.enum(['bulk-aborted', 'text-cut']), reason: z.string(), count: z.number() })),
  ),
  fieldIssues: z.exactOptional(
    z.array(
      z.object({
        code: z.enum(['field-absent', 'field-hidden', 'field-retyped']),
        key: z.string(),
        field: z.string(),
        detail: z.string(),
      }),
    ),
  ),
});

export const SweepRunSchema = z.object({
  ...CountsShape,
  kind: z.enum(['deleted', 'links', 'computed', 'history']),
});

const IdsSchema = z.array(z.string());
export const CompletenessSchema = z.object({
  crm: z.string(),
  object: z.string(),
  crmCount: z.number(),
  storeCount: z.number(),
  missing: IdsSchema,
  extra: IdsSchema,
  repaired: z._default(z.object({ missing: IdsSchema, extra: IdsSchema, stale: z._default(IdsSchema, []) }), {
    missing: [],
    extra: [],
    stale: [],
  }),
});

export const ObjectReportSchema = z.object({
  run: SyncRunSchema,
  completeness: z.nullable(CompletenessSchema),
  /** What is wrong with the object, since when; an older version did not note it. */
  causes: z._default(
    z.array(
      z.object({
        about: z.string(),
        code: z.custom<ErrorCode>(isErrorCode),
        reason: z.string(),
        openedAt: z.string(),
      }),
    ),
    [],
  ),
});

export const LedgerRunSchema = z.object({
  runId: z.string(),
  kind: z.enum(RUN_KINDS),
  crm: z.string(),
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
  status: z.enum(['running', ...RUN_STATUSES]),
  seconds: z.number(),
  calls: z.number(),
  runs: z.array(SyncRunSchema),
  sweeps: z.array(SweepRunSchema),
  completeness: z.array(CompletenessSchema),
});
