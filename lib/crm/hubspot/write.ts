import * as z from 'zod';
import type { FieldValue } from '../../domain/entities.ts';
import type { RecordWrite, WriteOutcome } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { HubspotApi } from './api.ts';
import { vendorErrorOf } from './failures.ts';

const Texts = z.array(z.string()).optional();
const Stamp = z.union([z.date().transform((date) => date.toISOString()), z.string()]);
const UpdateSchema = z.object({
  results: z.array(
    z.object({
      id: z.union([z.string(), z.number().transform(String)]),
      updatedAt: Stamp.optional(),
      objectWriteTraceId: z.string().optional(),
    }),
  ),
  errors: z
    .array(
      z.object({
        category: z.string().optional(),
        message: z.string().default(''),
        context: z.object({ ids: Texts, objectWriteTraceId: Texts }).optional(),
      }),
    )
    .optional(),
});

type Update = z.infer<typeof UpdateSchema>;
type Outcomes = ReadonlyMap<string, WriteOutcome>;

/**
 * One batch update, and further ones only where HubSpot refuses a whole batch without saying for whom: then by
 * halves, until the guilty record is alone. Throws only when nothing is written.
 */
export async function writeRecords(
  api: HubspotApi,
  object: string,
  changes: readonly RecordWrite[],
): Promise<readonly WriteOutcome[]> {
  const unique = mergeById(changes);
  const outcomes = unique.length === 0 ? new Map() : await writeOrThrow(api, object, unique);
  return changes.map(
    ({ id }) => outcomes.get(id) ?? { status: 'unknown', reason: 'the answer does not name it' },
  );
}

async function writeOrThrow(
  api: HubspotApi,
  object: string,
  changes: readonly RecordWrite[],
): Promise<Outcomes> {
  try {
    return await updateBatch(api, object, changes);
  } catch (cause) {
    if (!(cause instanceof CrmFailure)) throw cause;
    if (isBatchRefused(cause) && changes.length > 1) return writeHalves(api, object, changes);
    if (!cause.wasSent && !isBatchRefused(cause) && !isLocked(cause)) throw cause;
    return sameForAll(changes, toOutcome(cause));
  }
}

/** Nothing may be thrown here: the other half may be written. */
async function writeHalves(
  api: HubspotApi,
  object: string,
  changes: readonly RecordWrite[],
): Promise<Outcomes> {
  const middle = Math.ceil(changes.length / 2);
  const halves = [changes.slice(0, middle), changes.slice(middle)];
  const outcomes = new Map<string, WriteOutcome>();
  for (const half of halves) {
    const written = await writeOrThrow(api, object, half).catch((cause: unknown) => {
      if (!(cause instanceof CrmFailure)) throw cause;
      return sameForAll(half, toOutcome(cause));
    });
    for (const [id, outcome] of written) outcomes.set(id, outcome);
  }
  return outcomes;
}

async function updateBatch(
  api: HubspotApi,
  object: string,
  changes: readonly RecordWrite[],
): Promise<Outcomes> {
  // With a trace id on each input, one bad record does not refuse the batch.
  const inputs = changes.map(({ id, fields }, index) => ({
    id,
    properties: toProperties(fields),
    objectWriteTraceId: String(index),
  }));
  // https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (batch update)
  const { data } = await api.once(UpdateSchema, () =>
    api.objectBatches.updateWithHttpInfo(object, { inputs }),
  );
  return readOutcomes(changes, data);
}

/** A record that neither the results nor the errors name is missing: the caller finds out by reading. */
function readOutcomes(changes: readonly RecordWrite[], { results, errors = [] }: Update): Outcomes {
  const outcomes = new Map<string, WriteOutcome>();
  for (const { category = 'REJECTED', message, context } of errors) {
    const outcome = { status: 'rejected', code: category, reason: message, retryable: false } as const;
    const traced = (context?.objectWriteTraceId ?? []).map((trace) => changes[Number(trace)]?.id);
    for (const id of [...traced, ...(context?.ids ?? [])]) if (id !== undefined) outcomes.set(id, outcome);
  }
  for (const { id, updatedAt, objectWriteTraceId } of results) {
    const traced = objectWriteTraceId === undefined ? undefined : changes[Number(objectWriteTraceId)]?.id;
    outcomes.set(traced ?? id, {
      status: 'applied',
      ...(updatedAt === undefined ? {} : { version: updatedAt }),
    });
  }
  return outcomes;
}

function toOutcome(failure: CrmFailure): WriteOutcome {
  if (failure.wasSent) return { status: 'unknown', reason: failure.message };
  const retryable = !['request', 'permission', 'auth'].includes(failure.failure);
  const error = vendorErrorOf(failure);
  const detail = error?.errors?.find(({ code }) => code !== undefined)?.code;
  const code = detail ?? error?.category ?? failure.failure;
  return { status: 'rejected', code, reason: failure.message, retryable };
}

/** 400 for a value, 409 for a conflict: neither says which record. */
function isBatchRefused({ failure, status }: CrmFailure): boolean {
  return failure === 'request' && (status === 400 || status === 409);
}

/** The records are locked, or the portal moves to another region: later they may be written. */
function isLocked({ status }: CrmFailure): boolean {
  return status === 423 || status === 477;
}

function sameForAll(changes: readonly RecordWrite[], outcome: WriteOutcome): Outcomes {
  return new Map(changes.map(({ id }) => [id, outcome]));
}

/** An id twice in a batch is refused; the later value of a field wins. */
function mergeById(changes: readonly RecordWrite[]): readonly RecordWrite[] {
  const merged = new Map<string, RecordWrite>();
  for (const { id, fields } of changes) {
    merged.set(id, { id, fields: { ...merged.get(id)?.fields, ...fields } });
  }
  return [...merged.values()];
}

/** Values are text; the empty text clears, where null may be ignored. */
function toProperties(fields: Readonly<Record<string, FieldValue>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
}
