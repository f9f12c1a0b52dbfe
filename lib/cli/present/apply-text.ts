import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { detailText } from '../../i18n/detail-text.ts';
import { localTime } from '../../i18n/local-time.ts';
import { countText } from '../../i18n/number-text.ts';
import type { ApplyReport } from '../../pipeline/write-back/apply.ts';
import { padTo } from './display-width.ts';
import { callsText, moreLine, skippedLines } from './plan-text.ts';

/** Records named per outcome; the rest is in `--json`. */
const SHOWN_RECORDS = 10;

/** What an apply did: a count per outcome, then who was left alone or rejected, why, and what to do. */
export function applyText(
  report: ApplyReport,
  {
    lang,
    timeZone,
    limit = SHOWN_RECORDS,
  }: { readonly lang: Lang; readonly timeZone: string; readonly limit?: number },
): string {
  const { messages } = catalogue(lang);
  if (report.alreadyAppliedAt !== undefined)
    return messages.alreadyApplied(report.runId, localTime(report.alreadyAppliedAt, timeZone));
  const counts = {
    applied: report.applied,
    unchanged: report.unchanged,
    skipped: report.skipped.length,
    rejected: report.rejected.length,
    unknown: report.unknown,
  };
  const { applied, unchanged, skipped, rejected, unknown } = messages.applyCounts;
  const lines = [
    [applied, counts.applied],
    [unchanged, counts.unchanged],
    [skipped, counts.skipped],
    [rejected, counts.rejected],
    [unknown, counts.unknown],
  ] as const;
  return [
    `${messages.applied(report.runId)}  ${messages.records(countText(report.planned, lang))}`,
    ...lines.map(([word, count]) => `  ${padTo(countText(count, lang), COUNT_WIDTH, 'right')}  ${word}`),
    ...rejectedLines(report.rejected, lang, limit),
    ...skippedLines(report.skipped, { lang, limit }),
    ...(report.unknown > 0 ? ['', messages.unknownNext] : []),
    '',
    `API: ${callsText(report.calls, lang)}`,
  ].join('\n');
}

const COUNT_WIDTH = 6;

function rejectedLines(rejected: ApplyReport['rejected'], lang: Lang, limit: number): readonly string[] {
  if (rejected.length === 0) return [];
  const { messages } = catalogue(lang);
  return [
    '',
    `${messages.applyCounts.rejected} (${countText(rejected.length, lang)})`,
    ...rejected
      .slice(0, limit)
      .flatMap(({ id, code, reason, fix }) => [
        `  ${id}  ${code}  ${detailText(reason, lang)}`,
        ...(fix === '' ? [] : [`    ${messages.fix(fix)}`]),
      ]),
    ...moreLine(rejected.length - limit, lang),
  ];
}
