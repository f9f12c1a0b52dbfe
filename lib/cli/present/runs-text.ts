import { ERROR_CODES } from '../../domain/error-codes.ts';
import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { detailText } from '../../i18n/detail-text.ts';
import { localTime } from '../../i18n/local-time.ts';
import { countText } from '../../i18n/number-text.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import { RUN_WORDS } from '../../i18n/runs.ts';
import type { LedgerRun } from '../../pipeline/ingest/ingest-report.ts';
import { isErrorCode } from '../../pipeline/ingest/run-schemas.ts';
import type { InboxEntry } from '../../pipeline/run-ledger.ts';
import { textTable } from './text-table.ts';

/** Runs, one a line. */
export function runsText(runs: readonly LedgerRun[], { lang }: { readonly lang: Lang }): string {
  const words = RUN_WORDS[lang];
  const { columns, crms } = catalogue(lang);
  if (runs.length === 0) return words.none;
  return textTable({
    columns: [
      { title: words.run, align: 'left' },
      { title: words.kind, align: 'left' },
      { title: columns.crm, align: 'left' },
      { title: columns.status, align: 'left' },
      { title: columns.read, align: 'right' },
      { title: columns.calls, align: 'right' },
      { title: columns.seconds, align: 'right' },
    ],
    rows: runs.map((run) => [
      run.runId,
      words.kinds[run.kind],
      wordOf(crms, run.crm),
      words.statuses[run.status],
      countText(
        [...run.runs, ...run.sweeps].reduce((sum, { read }) => sum + read, 0),
        lang,
      ),
      countText(run.calls, lang),
      countText(run.seconds, lang),
    ]),
  });
}

/** What is wrong now, by cause; one line where nothing is. */
export function inboxLines(
  inbox: readonly InboxEntry[],
  { lang, timeZone }: { readonly lang: Lang; readonly timeZone: string },
): readonly string[] {
  const words = RUN_WORDS[lang];
  if (inbox.length === 0) return ['', words.inboxEmpty];
  const { fixedBy } = catalogue(lang);
  return [
    '',
    words.inboxTitle(countText(inbox.length, lang)),
    ...inbox.flatMap((entry) => [
      `  ${entry.rl} ${entry.crm}/${entry.object} ×${countText(entry.count, lang)}  ${detailText(entry.reason, lang)}`,
      `    ${words.who(wordOf(fixedBy, entry.fixedBy), entry.openedAt === null ? '–' : localTime(entry.openedAt, timeZone))}`,
      ...fixOf(entry.code, lang),
    ]),
  ];
}

/** A rejected write has the CRM's own code: nobody knows its fix beforehand. */
function fixOf(code: string, lang: Lang): readonly string[] {
  if (!isErrorCode(code)) return [];
  return [`    ${catalogue(lang).messages.fix(ERROR_CODES[code].fix[lang])}`];
}
