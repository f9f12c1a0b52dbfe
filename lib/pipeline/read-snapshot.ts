import * as z from 'zod/mini';
import { AppError } from '../domain/app-error.ts';
import type { DataIssue, Model, SpendCoverage } from '../domain/ledger.ts';
import { isParting } from '../kpis/attribution/model-options.ts';
import { type CreditedWin, creditedWins } from '../kpis/credited-wins.ts';
import type { FactCell } from '../kpis/fact-cell.ts';
import type { LagCurve } from '../kpis/lag-curve.ts';
import { loadSnapshot, partOf, type SnapshotParts } from '../store/snapshot-store.ts';
import type { Table } from '../store/table.ts';
import { readFacts, readWins } from './fact-parts.ts';
import { INPUTS_PART, type SnapshotInputs, SnapshotInputsSchema } from './snapshot-inputs.ts';
import {
  DEFINITION_VERSION,
  defaultModel,
  modelsOf,
  optionsOf,
  type SnapshotMeta,
  SnapshotMetaSchema,
} from './snapshot-meta.ts';

const LagSchema = z.object({
  asOf: z.string(),
  leads: z.number(),
  wins: z.number(),
  days: z.array(z.number()),
  shares: z.array(z.number()),
});
const CoverageSchema = z.array(
  z.object({ channel: z.string(), month: z.string(), status: z.enum(['complete', 'partial', 'none']) }),
);
const IssuesSchema = z.array(
  z.object({
    code: z.string(),
    ref: z.string(),
    detail: z.string(),
    candidates: z.exactOptional(z.array(z.string())),
  }),
);

const NO_CUSTOM =
  'there are no custom weights: set attribution.custom in the config and compute again (revloop kpi compute)';

/** The current snapshot's facts under one model. */
export interface Snapshot {
  readonly runId: string;
  readonly meta: SnapshotMeta;
  readonly model: Model;
  readonly facts: readonly FactCell[];
  /** New customers as the model parts them; none under models that part nothing. */
  readonly creditedWins: readonly CreditedWin[];
  readonly coverage: readonly SpendCoverage[];
  readonly lag: LagCurve;
  /** What the figures rest on; undefined where they were computed before that was noted. */
  readonly inputs: SnapshotInputs | undefined;
}

/** Reads the snapshot that the pointer names, under `model` or its default one. Throws `no-snapshot`, also of other definitions. */
export async function readSnapshot(table: Table, model?: Model): Promise<Snapshot> {
  const head = await readSnapshotHead(table);
  const { runId, meta } = head;
  const used = model ?? defaultModel(meta);
  if (!modelsOf(meta).includes(used)) throw new AppError('usage', NO_CUSTOM);
  const wins = isParting(used) ? await readWins(table, runId) : [];
  return {
    ...head,
    model: used,
    facts: await readFacts(table, used, runId),
    creditedWins: creditedWins(wins, used, optionsOf(meta)),
  };
}

/** The same without what it says under a model, which takes longer to read than all the rest. */
export async function readSnapshotHead(
  table: Table,
): Promise<Omit<Snapshot, 'model' | 'facts' | 'creditedWins'>> {
  const { runId, parts } = await loadSnapshot(table, ['meta', 'lag', 'coverage', INPUTS_PART]);
  const meta = metaOf(parts);
  requireCurrent(meta);
  return {
    runId,
    meta,
    coverage: partOf(parts, 'coverage', CoverageSchema) ?? [],
    lag: partOf(parts, 'lag', LagSchema) ?? { asOf: '', leads: 0, wins: 0, days: [], shares: [] },
    inputs: partOf(parts, INPUTS_PART, SnapshotInputsSchema),
  };
}

/** The current snapshot's own description. Throws `no-snapshot`. */
export async function readSnapshotMeta(
  table: Table,
): Promise<{ readonly runId: string; readonly meta: SnapshotMeta }> {
  const { runId, parts } = await loadSnapshot(table, ['meta']);
  return { runId, meta: metaOf(parts) };
}

/** Facts that contradict each other, as a snapshot lists them: the run `of`, else the current one. */
export async function readIssues(
  table: Table,
  of?: string,
): Promise<readonly (Omit<DataIssue, 'code'> & { readonly code: string })[]> {
  const { parts } = await loadSnapshot(table, ['issues'], of);
  return partOf(parts, 'issues', IssuesSchema) ?? [];
}

/** Cells of other definitions count other things under the same names. */
function requireCurrent({ definitionVersion }: SnapshotMeta): void {
  if (definitionVersion === DEFINITION_VERSION) return;
  const message = `the figures follow definitions ${definitionVersion}, this version has ${DEFINITION_VERSION}`;
  throw new AppError('no-snapshot', message, { fix: 'revloop kpi compute' });
}

function metaOf(parts: SnapshotParts): SnapshotMeta {
  return SnapshotMetaSchema.parse(partOf(parts, 'meta', SnapshotMetaSchema));
}
