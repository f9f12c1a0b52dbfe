import type { RecordWrite, WriteOutcome } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import { isRetryableRow } from './failures.ts';
import { SALESFORCE_WRITE_BATCH } from './objects.ts';
import { SaveAnswer, type SaveResult } from './payloads.ts';
import type { SalesforceClient } from './salesforce-client.ts';

/**
 * Sets fields of up to `SALESFORCE_WRITE_BATCH` records in one call; null clears. Outcomes keep the order of `changes`. An answer
 * that is lost or does not fit makes every outcome `unknown`; a refusal of the whole call throws `CrmFailure`.
 */
export async function writeRecords(
  client: SalesforceClient,
  object: string,
  changes: readonly RecordWrite[],
): Promise<readonly WriteOutcome[]> {
  if (changes.length === 0) return [];
  if (changes.length > SALESFORCE_WRITE_BATCH)
    throw new CrmFailure(
      'request',
      `${changes.length} records in one write, ${SALESFORCE_WRITE_BATCH} are allowed`,
    );
  // `attributes` must come first: the org reads a record from front to back.
  const records = changes.map(({ id, fields }) => ({ attributes: { type: object }, id, ...fields }));
  const call = { method: 'PATCH', path: '/composite/sobjects', body: { allOrNone: false, records } } as const;
  try {
    const results = await client.send(call, SaveAnswer);
    if (results.length !== changes.length) return allUnknown(changes, `${results.length} results came back`);
    return results.map(toOutcome);
  } catch (cause) {
    if (cause instanceof CrmFailure && cause.wasSent) return allUnknown(changes, cause.message);
    throw cause;
  }
}

function toOutcome({ success, errors }: SaveResult): WriteOutcome {
  if (success) return { status: 'applied' };
  const { statusCode: code = 'UNKNOWN_EXCEPTION', message: reason = 'no reason was given' } =
    errors?.[0] ?? {};
  return { status: 'rejected', code, reason, retryable: isRetryableRow(code, reason) };
}

function allUnknown(changes: readonly RecordWrite[], reason: string): readonly WriteOutcome[] {
  return changes.map(() => ({ status: 'unknown', reason }));
}
