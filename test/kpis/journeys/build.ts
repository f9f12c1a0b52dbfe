import type { Config } from '../../../lib/domain/config.ts';
import type { Entity, FieldValue } from '../../../lib/domain/entities.ts';
import type { LedgerRow, Stage } from '../../../lib/domain/ledger.ts';
import { buildJourneys } from '../../../lib/kpis/journeys/build-journeys.ts';
import type { Journeys } from '../../../lib/kpis/journeys/journey.ts';
import { NO_HISTORY, type RecordHistory } from '../../../lib/kpis/journeys/record-history.ts';
import { aConfig, sourced } from '../../support/builders.ts';

/** Journeys of entities, with their rows at hand by stage. */
export function build(
  entities: readonly Entity[],
  options: {
    readonly config?: Config;
    readonly fields?: Readonly<Record<string, FieldValue>>;
    readonly history?: Partial<RecordHistory>;
  } = {},
): Journeys & { readonly of: (stage: Stage) => readonly LedgerRow[] } {
  const history = { ...NO_HISTORY, ...options.history };
  const journeys = buildJourneys(sourced(entities, options.fields), options.config ?? aConfig(), history);
  return { ...journeys, of: (stage) => journeys.rows.filter((row) => row.stage === stage) };
}

/** The one row of a stage. */
export function onlyRow(rows: readonly LedgerRow[]): LedgerRow {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows in place of one`);
  return row;
}

/** `code ref` of each issue. */
export function issueList({ issues }: Journeys): readonly string[] {
  return issues.map(({ code, ref }) => `${code} ${ref}`);
}
