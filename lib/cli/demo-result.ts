import type { ProvisionReport } from '../crm/crm.ts';
import type { Config } from '../domain/config.ts';
import type { FeedbackRow } from '../domain/kpi-row.ts';
import type { DataIssue } from '../domain/ledger.ts';
import { catalogue } from '../i18n/catalogue.ts';
import { LOOP_WORDS } from '../i18n/loop.ts';
import { wordOf } from '../i18n/reason-text.ts';
import type { LoopReport } from '../local/run-loop.ts';
import type { Completeness, IngestReport } from '../pipeline/ingest/ingest-report.ts';
import { showFeedback } from '../pipeline/relay-feedback.ts';
import { type ShownKpis, showKpis } from '../pipeline/show-kpis.ts';
import { channelNames } from './channel-names.ts';
import { feedbackText } from './present/feedback-text.ts';
import { kpiText } from './present/kpi-text.ts';
import { channelText, issueLines } from './present/step-text.ts';
import { quarantinedLines } from './present/sync-text.ts';
import type { Session } from './session.ts';

export interface DemoResult {
  readonly loop: LoopReport;
  readonly fields: ReadonlyMap<string, ProvisionReport>;
  readonly dealWon: number;
}

/** What `demo --json` prints (`contract.md` section 4), and more. */
export interface DemoJson {
  readonly ingested: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly completeness: readonly Completeness[];
  readonly people: number;
  readonly ledger: { readonly won: number };
  readonly ranks: LoopReport['ranks']['byRank'];
  readonly kpis: ShownKpis;
  readonly writes: {
    readonly planned: number;
    readonly applied: number;
    readonly unchanged: number;
    readonly rejected: number;
    readonly skipped: number;
    readonly unknown: number;
  };
  readonly feedback: readonly FeedbackRow[];
  readonly quarantined: IngestReport['quarantined'];
  readonly issues: readonly DataIssue[];
  readonly seconds: LoopReport['seconds'];
}

/** The result of a loop over all data of the store. */
export async function demoJson({ context }: Session, { loop }: DemoResult): Promise<DemoJson> {
  const { ingested, kpis, ranks, plan, applied, seconds } = loop;
  const feedback = await showFeedback(context, { by: 'lead-source', window: 'all' });
  return {
    ingested: Object.fromEntries(
      [...ingested].map(([crm, { runs }]) => [
        crm,
        Object.fromEntries(runs.map(({ object, read }) => [object, read])),
      ]),
    ),
    completeness: [...ingested.values()].flatMap(({ completeness }) => completeness),
    people: kpis.people,
    ledger: { won: kpis.won },
    ranks: ranks.byRank,
    kpis: await showKpis(context, { by: 'channel', window: 'all' }),
    writes: {
      planned: plan.records.length,
      applied: applied?.applied ?? 0,
      unchanged: applied?.unchanged ?? 0,
      rejected: applied?.rejected.length ?? 0,
      skipped: applied?.skipped.length ?? 0,
      unknown: applied?.unknown ?? 0,
    },
    feedback: feedback.rows,
    quarantined: [...ingested.values()].flatMap(({ quarantined }) => quarantined),
    issues: kpis.issues,
    seconds,
  };
}

/** The same for people: what was read, the channel table, what was written, what came back. */
export function demoText(
  json: DemoJson,
  of: {
    readonly lang: 'ja' | 'en';
    readonly config: Config;
    readonly result: DemoResult;
    readonly width: number;
  },
): string {
  const { lang, config, result, width } = of;
  const words = LOOP_WORDS[lang];
  const n = (value: number): string => value.toLocaleString('en-US');
  const { writes, ranks, seconds, kpis } = json;
  const read = Object.entries(json.ingested).map(
    ([crm, objects]) =>
      `${wordOf(catalogue(lang).crms, crm)}: ${Object.entries(objects)
        .map(([object, count]) => `${object} ${n(count)}`)
        .join(', ')}`,
  );
  const { currency } = config;
  return [
    '',
    ...read.map((line) => words.read(line)),
    words.people(n(json.people), n(json.ledger.won)),
    channelText(result.loop.channels, { lang, currency }),
    '',
    kpiText(kpis, { lang, names: channelNames(config), width, inputs: kpis.inputs }),
    '',
    feedbackText(json.feedback, { lang, currency, by: 'lead-source', from: kpis.from, to: kpis.to, width }),
    '',
    words.ranks(n(ranks.hot), n(ranks.warm), n(ranks.cold), n(ranks.none)),
    words.written(n(writes.applied), n(writes.planned)),
    words.writtenRest(n(writes.unchanged), n(writes.skipped), n(writes.rejected), n(writes.unknown)),
    words.events(n(result.dealWon)),
    words.seconds(String(seconds.sync), String(seconds.compute), String(seconds.write)),
    ...quarantinedLines(json.quarantined, lang),
    '',
    ...issueLines(json.issues, lang),
  ].join('\n');
}
