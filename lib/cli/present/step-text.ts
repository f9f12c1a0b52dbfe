import type { FileReject } from '../../channels/channel-source.ts';
import type { ProvisionReport } from '../../crm/crm.ts';
import { ERROR_CODES } from '../../domain/error-codes.ts';
import type { DataIssue } from '../../domain/ledger.ts';
import { toMajor } from '../../domain/money.ts';
import { moneyText } from '../../domain/money-text.ts';
import { catalogue } from '../../i18n/catalogue.ts';
import { detailText } from '../../i18n/detail-text.ts';
import { LOOP_WORDS } from '../../i18n/loop.ts';
import { countText } from '../../i18n/number-text.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import type { ComputeReport } from '../../pipeline/compute-kpis.ts';
import type { ChannelReport } from '../../pipeline/ingest-channels.ts';

type Lang = 'ja' | 'en';

/** Records named of each kind before the rest is only counted. */
const SHOWN_ISSUES = 2;
/** Rows named of each reason. */
const SHOWN_ROWS = 3;

/** What a computation did, and the data errors it met. */
export function computeText(report: ComputeReport, { lang }: { readonly lang: Lang }): string {
  const { runId, months, seconds, issues } = report;
  return [
    LOOP_WORDS[lang].computed(runId, String(months.length), String(seconds)),
    ...restatedLines(report, lang),
    ...issueLines(issues, lang),
  ].join('\n');
}

/** Per month: the figures that changed, from and to, and what changed them. */
function restatedLines({ restated }: ComputeReport, lang: Lang): readonly string[] {
  if (restated.length === 0) return [];
  const words = LOOP_WORDS[lang];
  const lines = restated.map(({ month, counts, recredited, causes }) => {
    const figures = Object.entries(counts).map(([name, { before, after }]) => `${name} ${before} → ${after}`);
    const moved = recredited === 0 ? [] : [words.recredited(String(recredited))];
    const why = causes.map(({ kind, count }) => `${words.restatedCauses[kind]} ${count}`);
    return `  ${month}  ${[...figures, ...moved].join(', ')} (${why.join(', ')})`;
  });
  return [words.restatedTitle(String(restated.length)), ...lines];
}

/** Data errors by kind: how many, and the first few records of each. */
export function issueLines(issues: readonly DataIssue[], lang: Lang): readonly string[] {
  if (issues.length === 0) return [];
  const words = catalogue(lang).issues;
  const lines = [...Map.groupBy(issues, ({ code }) => code)].map(([code, found]) => {
    const shown = found.slice(0, SHOWN_ISSUES).map(({ ref }) => ref);
    const rest = found.length > shown.length ? ', …' : '';
    return `  ${words[code]} (${found.length}): ${shown.join(', ')}${rest}`;
  });
  return [LOOP_WORDS[lang].issuesTitle(String(issues.length)), ...lines];
}

/** What became of each spend and activity file; every row that could not be read, with its line. */
export function channelText(
  { files }: ChannelReport,
  { lang, currency }: { readonly lang: Lang; readonly currency: string },
): string {
  const words = LOOP_WORDS[lang];
  const lines = files.flatMap(({ kind, name, rows, totalMinor, isChanged, rejects, copyOf }) => {
    if (copyOf !== undefined) return [`  ${name}: ${words.copyOf(copyOf)}`];
    const total = kind === 'spend' ? moneyText(toMajor(totalMinor, currency), currency, lang) : '';
    const line = `  ${words.fileLine(name, String(rows), total)}${isChanged ? '' : ` (${words.fileUnchanged})`}`;
    return [line, ...rejectLines(rejects, lang)];
  });
  return [words.filesTitle, ...lines].join('\n');
}

/** Rows that could not be read by reason, the first of each by line, and what to do. */
function rejectLines(rejects: readonly FileReject[], lang: Lang): readonly string[] {
  if (rejects.length === 0) return [];
  const { messages } = catalogue(lang);
  const lines = [
    ...Map.groupBy(rejects, ({ column, reason }) => `${column ?? ''} ${detailText(reason, lang)}`.trim()),
  ].flatMap(([what, found]) => {
    const hidden = found.length - SHOWN_ROWS;
    const rest = hidden > 0 ? [`      ${messages.more(countText(hidden, lang))}`] : [];
    return [...found.slice(0, SHOWN_ROWS).map(({ file, line }) => `    ${file}:${line}  ${what}`), ...rest];
  });
  const { rl, fix } = ERROR_CODES['spend-row-invalid'];
  return [...lines, `    ${rl}  ${messages.fix(fix[lang])}`];
}

export function provisionText(
  reports: ReadonlyMap<string, ProvisionReport>,
  { lang }: { readonly lang: Lang },
): string {
  return [...reports]
    .flatMap(([crm, { created, granted, unchanged, failed }]) => [
      LOOP_WORDS[lang].fieldsLine(
        wordOf(catalogue(lang).crms, crm),
        String(created.length),
        String(granted.length),
        String(unchanged.length),
        String(failed.length),
      ),
      ...failed.map(({ field, reason }) => `  ${field}  ${detailText(reason, lang)}`),
    ])
    .join('\n');
}
