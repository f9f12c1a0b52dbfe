import type { LedgerRow, Model } from '../domain/ledger.ts';
import type { FactKey } from './fact-cell.ts';

/** Who has the credit for a row under a model: a channel, or nobody with the reason. */
export type RowCredit = Pick<FactKey, 'channel' | 'subChannel' | 'reason'>;

/** The one place where figures read credit. */
export function rowCredit(row: LedgerRow, model: Model): RowCredit {
  const credit = row.credit[model];
  const { channel, subChannel } = credit;
  return { channel, subChannel, reason: credit.channel === null ? credit.reason : null };
}
