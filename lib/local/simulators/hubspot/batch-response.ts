import type { Context } from 'hono';
import type { BatchError } from './hubspot-errors.ts';
import { invalidRequest } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';

/** Inputs per object batch. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (batch) */
export const MAX_BATCH = 100;

/** 207 as soon as one input failed, else `okStatus`. */
export function batchResponse(
  c: Context,
  portal: Pick<Portal, 'clock'>,
  outcome: {
    readonly startedAtMs: number;
    readonly okStatus: 200 | 201;
    readonly results: readonly unknown[];
    readonly errors: readonly BatchError[];
  },
): Response {
  const { results, errors, okStatus } = outcome;
  const body = {
    completedAt: new Date(portal.clock.nowMs()).toISOString(),
    status: 'COMPLETE',
    startedAt: new Date(outcome.startedAtMs).toISOString(),
    results,
  };
  return errors.length === 0
    ? c.json(body, okStatus)
    : c.json({ ...body, errors, numErrors: errors.length }, 207);
}

export function refuseLargeBatch(inputs: readonly unknown[], max: number): void {
  if (inputs.length > max) {
    throw invalidRequest(`The maximum batch size is ${max}; this batch has ${inputs.length} inputs.`);
  }
}

export function refuseDuplicates(ids: readonly string[]): void {
  const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
  if (twice.length > 0) {
    const message = `Duplicate IDs found in batch input: [${twice.join(', ')}]. IDs must be unique`;
    throw invalidRequest(message, { context: { ids: twice } });
  }
}
