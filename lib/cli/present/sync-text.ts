import { ERROR_CODES } from '../../domain/error-codes.ts';
import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { detailText } from '../../i18n/detail-text.ts';
import { INPUT_WORDS } from '../../i18n/inputs.ts';
import { lagText } from '../../i18n/lag-text.ts';
import { countText } from '../../i18n/number-text.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import { RUN_WORDS } from '../../i18n/runs.ts';
import type { Completeness, QuarantinedRecord, SyncRun } from '../../pipeline/ingest/ingest-report.ts';
import { moreLine } from './plan-text.ts';
import { textTable } from './text-table.ts';

/** Ids and quarantined records named; the rest is in `--json`. */
const SHOWN_IDS = 20;

export interface SyncTextInput {
  readonly runs: readonly (SyncRun & { readonly lagSeconds?: number | null })[];
  readonly completeness: readonly Completeness[];
  readonly quarantined: readonly QuarantinedRecord[];
}

export interface SyncTextOptions {
  readonly lang: Lang;
  readonly width?: number;
}

/** What a sync did per object, whether the store holds what the CRM counts, and which records it could not read. */
export function syncText(report: SyncTextInput, { lang, width }: SyncTextOptions): string {
  const { columns } = catalogue(lang);
  // A run of the past has no lag of its own.
  const hasLag = report.runs.some(({ lagSeconds }) => lagSeconds !== undefined);
  const lagOf = <T>(value: T): readonly T[] => (hasLag ? [value] : []);
  const table = textTable({
    columns: [
      { title: columns.crm, align: 'left' },
      { title: columns.object, align: 'left' },
      { title: columns.read, align: 'right' },
      { title: columns.upserted, align: 'right', priority: 1 },
      { title: columns.deleted, align: 'right', priority: 3 },
      { title: columns.quarantined, align: 'right', priority: 2 },
      { title: columns.calls, align: 'right', priority: 4 },
      { title: columns.seconds, align: 'right', priority: 5 },
      ...lagOf({ title: INPUT_WORDS[lang].lag, align: 'right', priority: 6 } as const),
      { title: columns.status, align: 'left' },
    ],
    rows: report.runs.map((run) => cellsOf(run, lang, lagOf(lagText(run.lagSeconds ?? null, lang)))),
    ...(width === undefined ? {} : { width }),
  });
  return [
    table,
    ...report.runs.flatMap((run) => [...errorLines(run, lang), ...warningLines(run, lang)]),
    '',
    ...completenessLines(report.completeness, lang),
    ...quarantinedLines(report.quarantined, lang),
  ].join('\n');
}

function cellsOf(run: SyncRun, lang: Lang, lag: readonly string[]): readonly string[] {
  const { crms, messages } = catalogue(lang);
  const counts = [run.read, run.upserted, run.deleted, run.quarantined, run.calls, run.seconds];
  return [
    wordOf(crms, run.crm),
    run.object,
    ...counts.map((count) => countText(count, lang)),
    ...lag,
    statusText(run, lang, messages.ok),
  ];
}

/** The code of an error first; partial reads are called so. */
function statusText({ error, status }: SyncRun, lang: Lang, ok: string): string {
  const word = status === 'complete' ? ok : RUN_WORDS[lang].statuses[status];
  if (error === undefined) return word;
  const { rl } = ERROR_CODES[error.code];
  return status === 'partial-quota' ? `${rl} ${word}` : rl;
}

function errorLines({ crm, object, error }: SyncRun, lang: Lang): readonly string[] {
  if (error === undefined) return [];
  const meaning = ERROR_CODES[error.code];
  return [
    '',
    `${meaning.rl} ${crm}/${object}: ${meaning[lang]}`,
    `  ${detailText(error.message, lang)}`,
    `  ${catalogue(lang).messages.fix(meaning.fix[lang])}`,
  ];
}

/** What was met although everything was read, with what to do. */
function warningLines({ crm, object, warnings = [] }: SyncRun, lang: Lang): readonly string[] {
  return warnings.flatMap(({ code, reason, count }) => {
    const meaning = ERROR_CODES[code];
    return [
      '',
      `${meaning.rl} ${crm}/${object} ×${countText(count, lang)}: ${meaning[lang]}`,
      `  ${detailText(reason, lang)}`,
      `  ${catalogue(lang).messages.fix(meaning.fix[lang])}`,
    ];
  });
}

function completenessLines(completeness: readonly Completeness[], lang: Lang): readonly string[] {
  const { messages, crms } = catalogue(lang);
  const differing = completeness.filter(({ missing, extra }) => missing.length + extra.length > 0);
  if (differing.length === 0) return completeness.length === 0 ? [] : [messages.syncComplete];
  return differing.flatMap(({ crm, object, crmCount, storeCount, missing, extra }) => [
    `${wordOf(crms, crm)} ${object}: ${messages.syncDiffers(countText(crmCount, lang), countText(storeCount, lang))}`,
    ...(missing.length === 0 ? [] : [`  ${messages.syncMissing(idList(missing, lang))}`]),
    ...(extra.length === 0 ? [] : [`  ${messages.syncExtra(idList(extra, lang))}`]),
  ]);
}

function idList(ids: readonly string[], lang: Lang): string {
  const shown = ids.slice(0, SHOWN_IDS).join(', ');
  const hidden = ids.length - SHOWN_IDS;
  return hidden > 0 ? `${shown} ${catalogue(lang).messages.more(countText(hidden, lang))}` : shown;
}

/** Records that could not be read, each with its reason; none where all could. */
export function quarantinedLines(quarantined: readonly QuarantinedRecord[], lang: Lang): readonly string[] {
  if (quarantined.length === 0) return [];
  return [
    '',
    catalogue(lang).messages.quarantinedTitle(countText(quarantined.length, lang)),
    ...quarantined
      .slice(0, SHOWN_IDS)
      .map(
        ({ crm, object, id, code, reason }) =>
          `  ${crm}/${object}/${id}  ${rlOf(code)}  ${detailText(reason, lang)}`,
      ),
    ...moreLine(quarantined.length - SHOWN_IDS, lang),
  ];
}

function rlOf(code: string): string {
  const found = Object.entries(ERROR_CODES).find(([name]) => name === code);
  return found === undefined ? code : found[1].rl;
}
