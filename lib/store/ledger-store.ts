import * as z from 'zod/mini';
import {
  type LedgerRow,
  MODELS,
  ROW_FLAGS,
  STAGES,
  type Stage,
  UNATTRIBUTED_REASONS,
} from '../domain/ledger.ts';
import { jsonOf, stableJson, textOf } from './json.ts';
import { LEDGERS, ledgerPartition } from './keys.ts';
import type { BatchOperation, Table } from './table.ts';

/** Month of rows without a day. */
export const UNDATED = 'undated';

const Nullable = z.nullable(z.string());
const CreditSchema = z.union([
  z.object({ channel: z.string(), subChannel: Nullable }),
  z.object({ channel: z.null(), subChannel: z.null(), reason: z.enum(UNATTRIBUTED_REASONS) }),
]);
const RowSchema = z.object({
  stage: z.enum(STAGES),
  id: z.string(),
  day: Nullable,
  credit: z.record(z.enum(MODELS), CreditSchema),
  traits: z.object({
    leadSource: Nullable,
    campaign: Nullable,
    industry: Nullable,
    employeeBand: Nullable,
    jobLevel: Nullable,
    content: Nullable,
  }),
  flags: z.array(z.enum(ROW_FLAGS)),
  sources: z.array(z.string()),
  wonDay: z.exactOptional(Nullable),
  business: z.exactOptional(z.enum(['new', 'existing'])),
  isNewCustomer: z.exactOptional(z.boolean()),
  amountMinor: z.exactOptional(z.nullable(z.number())),
  currency: z.exactOptional(z.string()),
  cycleDays: z.exactOptional(z.nullable(z.number())),
  lossReason: z.exactOptional(Nullable),
  validDay: z.exactOptional(z.string()),
  rejectReason: z.exactOptional(Nullable),
  contractEnd: z.exactOptional(Nullable),
  companyId: z.exactOptional(Nullable),
});

export interface LedgerPart {
  readonly stage: Stage;
  /** `YYYY-MM`, or `undated`. */
  readonly month: string;
}

/** Parts of the ledger that may hold rows. */
export async function listLedgerParts(table: Table): Promise<readonly LedgerPart[]> {
  const items = await table.query(LEDGERS);
  return items.map((item) => ({
    stage: z.enum(STAGES).parse(textOf(item, 'stage')),
    month: textOf(item, 'month'),
  }));
}

/** Rows of one part in id order. */
export async function loadLedger(table: Table, { stage, month }: LedgerPart): Promise<readonly LedgerRow[]> {
  const items = await table.query(ledgerPartition(stage, month));
  return items.map((item) => jsonOf(item, 'row', RowSchema));
}

/**
 * Makes one part of the ledger hold exactly `rows`, writing only what differs.
 * Returns how many items were written or removed; 0 means that the part already was so.
 */
export async function replaceLedger(
  table: Table,
  part: LedgerPart,
  rows: readonly LedgerRow[],
): Promise<number> {
  const pk = ledgerPartition(part.stage, part.month);
  const stored = new Map((await table.query(pk)).map((item) => [item.sk, textOf(item, 'row')]));
  const operations: BatchOperation[] = [];
  for (const row of rows) {
    const text = stableJson(row);
    if (stored.get(row.id) !== text) operations.push({ put: { pk, sk: row.id, row: text } });
    stored.delete(row.id);
  }
  operations.push(...[...stored.keys()].map((sk) => ({ remove: { pk, sk } })));
  if (operations.length === 0) return 0;
  await table.put({ pk: LEDGERS, sk: `${part.stage}#${part.month}`, stage: part.stage, month: part.month });
  await table.batchWrite(operations);
  return operations.length;
}

/** The month whose part a row belongs to. */
export function ledgerMonth(row: LedgerRow): string {
  return row.day === null ? UNDATED : row.day.slice(0, 7);
}
