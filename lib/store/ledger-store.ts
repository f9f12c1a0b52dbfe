import * as z from 'zod/mini';
import {
  CREDIT_MODELS,
  type LedgerRow,
  ROW_FLAGS,
  STAGES,
  STITCH_RULES,
  type Stage,
  UNATTRIBUTED_REASONS,
} from '../domain/ledger.ts';
import { TOUCH_KINDS } from '../domain/touch-kinds.ts';
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
export const CreditsSchema = z.record(z.enum(CREDIT_MODELS), CreditSchema);
export const RouteSchema = z.object({
  touches: z.array(
    z.object({
      day: z.string(),
      kind: z.enum(TOUCH_KINDS),
      channel: Nullable,
      subChannel: z.exactOptional(z.string()),
      reason: z.exactOptional(z.enum(UNATTRIBUTED_REASONS)),
      isDirect: z.exactOptional(z.literal(true)),
    }),
  ),
  leadDay: z.exactOptional(z.string()),
  dealDay: z.exactOptional(z.string()),
  wonDay: z.exactOptional(z.string()),
});
export const LedgerRowSchema = z.object({
  stage: z.enum(STAGES),
  id: z.string(),
  day: Nullable,
  credit: CreditsSchema,
  route: z.exactOptional(RouteSchema),
  stitch: z.exactOptional(z.enum(STITCH_RULES)),
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
  mqlDay: z.exactOptional(Nullable),
  sqlDay: z.exactOptional(Nullable),
  opportunityDay: z.exactOptional(Nullable),
  wonDay: z.exactOptional(Nullable),
  isContactable: z.exactOptional(z.boolean()),
  isTarget: z.exactOptional(z.boolean()),
  outcome: z.exactOptional(z.enum(['open', 'won', 'lost'])),
  closeDay: z.exactOptional(Nullable),
  createdDay: z.exactOptional(Nullable),
  business: z.exactOptional(z.enum(['new', 'existing'])),
  isNewCustomer: z.exactOptional(z.boolean()),
  amountMinor: z.exactOptional(z.nullable(z.number())),
  currency: z.exactOptional(z.string()),
  cycleDays: z.exactOptional(z.nullable(z.number())),
  lossReason: z.exactOptional(Nullable),
  validDay: z.exactOptional(z.string()),
  rejectReason: z.exactOptional(Nullable),
  contractEnd: z.exactOptional(Nullable),
  personId: z.exactOptional(Nullable),
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
export async function loadLedger(table: Table, part: LedgerPart): Promise<readonly LedgerRow[]> {
  const items = await table.query(partitionOf(part));
  return items.map((item) => jsonOf(item, 'row', LedgerRowSchema));
}

/** How the rows of one part would change. */
export interface LedgerDiff {
  readonly part: LedgerPart;
  readonly rows: readonly LedgerRow[];
  readonly changes: readonly LedgerChange[];
  readonly countBefore: number;
}

/** A row that is new, changed or gone. */
export interface LedgerChange {
  readonly before: LedgerRow | undefined;
  readonly after: LedgerRow | undefined;
}

/** Compares one part of the ledger with the rows it should hold; only what differs is read closely. */
export async function diffLedger(
  table: Table,
  part: LedgerPart,
  rows: readonly LedgerRow[],
): Promise<LedgerDiff> {
  const stored = new Map((await table.query(partitionOf(part))).map((item) => [item.sk, item]));
  const countBefore = stored.size;
  const changes: LedgerChange[] = [];
  for (const row of rows) {
    const item = stored.get(row.id);
    stored.delete(row.id);
    if (item !== undefined && textOf(item, 'row') === stableJson(row)) continue;
    changes.push({
      before: item === undefined ? undefined : jsonOf(item, 'row', LedgerRowSchema),
      after: row,
    });
  }
  for (const item of stored.values())
    changes.push({ before: jsonOf(item, 'row', LedgerRowSchema), after: undefined });
  return { part, rows, changes, countBefore };
}

/** Writes the changes of one part; returns how many items were written or removed. */
export async function applyLedger(table: Table, { part, changes }: LedgerDiff): Promise<number> {
  if (changes.length === 0) return 0;
  const pk = partitionOf(part);
  await table.put({ pk: LEDGERS, sk: `${part.stage}#${part.month}`, stage: part.stage, month: part.month });
  await table.batchWrite(
    changes.flatMap(({ before, after }): readonly BatchOperation[] => {
      if (after !== undefined) return [{ put: { pk, sk: after.id, row: stableJson(after) } }];
      return before === undefined ? [] : [{ remove: { pk, sk: before.id } }];
    }),
  );
  return changes.length;
}

/** Makes one part of the ledger hold exactly `rows`, writing only what differs. Returns how many items differed. */
export async function replaceLedger(
  table: Table,
  part: LedgerPart,
  rows: readonly LedgerRow[],
): Promise<number> {
  return applyLedger(table, await diffLedger(table, part, rows));
}

function partitionOf({ stage, month }: LedgerPart): string {
  return ledgerPartition(stage, month);
}

/** The month whose part a row belongs to. */
export function ledgerMonth(row: LedgerRow): string {
  return row.day === null ? UNDATED : row.day.slice(0, 7);
}
