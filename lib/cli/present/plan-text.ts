import { refKey } from '../../domain/entities.ts';
import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { countText } from '../../i18n/number-text.ts';
import { skipText, wordOf } from '../../i18n/reason-text.ts';
import type { Plan, PlannedChange } from '../../pipeline/write-back/plan-file.ts';
import { padTo } from './display-width.ts';

/** Records shown in full; the rest is in the plan file. */
const SHOWN_RECORDS = 10;

export interface PlanTextOptions {
  readonly lang: Lang;
  readonly limit?: number;
}

/** What a plan would change: old → new per field and record, what it leaves alone and why, what it costs. */
export function planText(plan: Plan, { lang, limit = SHOWN_RECORDS }: PlanTextOptions): string {
  const { messages } = catalogue(lang);
  const head = messages.plan(plan.planId, plan.asOf);
  const skipped = skippedLines(plan.skipped, { lang, limit });
  if (plan.changes.length === 0) {
    return [head, ...(skipped.length === 0 ? [messages.planEmpty] : skipped)].join('\n');
  }
  const objects = Map.groupBy(plan.changes, ({ crm, object }) => `${crm}/${object}`);
  return [
    head,
    ...[...objects.values()].flatMap((changes) => ['', ...objectLines(changes, { lang, limit })]),
    ...skipped,
    '',
    messages.planCost(callsText(plan.calls, lang)),
    messages.nextApply,
  ].join('\n');
}

/** Calls per CRM in words. Empty: none. */
export function callsText(calls: Readonly<Record<string, number>>, lang: Lang): string {
  const { messages, crms } = catalogue(lang);
  const parts = Object.entries(calls)
    .filter(([, count]) => count > 0)
    .map(([crm, count]) => messages.callsOf(wordOf(crms, crm), countText(count, lang)));
  return parts.length === 0 ? messages.noCalls : parts.join(', ');
}

/** Records left alone, each with its reason; at most `limit` of them. */
export function skippedLines(
  skipped: readonly { readonly id: string; readonly reason: string }[],
  { lang, limit }: Required<PlanTextOptions>,
): readonly string[] {
  if (skipped.length === 0) return [];
  const { messages } = catalogue(lang);
  return [
    '',
    messages.skippedTitle(countText(skipped.length, lang)),
    ...skipped.slice(0, limit).map(({ id, reason }) => `  ${id}  ${skipText(reason, lang)}`),
    ...moreLine(skipped.length - limit, lang),
  ];
}

/** The line that says how many are not shown; none where all are. */
export function moreLine(hidden: number, lang: Lang): readonly string[] {
  return hidden > 0 ? [`  ${catalogue(lang).messages.more(countText(hidden, lang))}`] : [];
}

function objectLines(
  changes: readonly PlannedChange[],
  { lang, limit }: Required<PlanTextOptions>,
): readonly string[] {
  const { messages, crms } = catalogue(lang);
  const records = [...Map.groupBy(changes, refKey).values()];
  const [first] = changes;
  const counts = messages.planCounts(countText(records.length, lang), countText(changes.length, lang));
  return [
    `${wordOf(crms, first?.crm ?? '')}  ${first?.object ?? ''}  ${counts}`,
    ...records.slice(0, limit).flatMap((fields) => recordLines(fields, lang)),
    ...moreLine(records.length - limit, lang),
  ];
}

function recordLines(fields: readonly PlannedChange[], lang: Lang): readonly string[] {
  const width = Math.max(...fields.map(({ field }) => field.length));
  const { blank } = catalogue(lang).messages;
  const valueText = (value: PlannedChange['old']): string =>
    value === null || value === '' ? blank : String(value);
  return [
    `  ${fields[0]?.id ?? ''}`,
    ...fields.map(
      (change) =>
        `    ${padTo(change.field, width, 'left')}  ${valueText(change.old)} → ${valueText(change.new)}`,
    ),
  ];
}
