import { html } from 'hono/html';
import { countText } from '../../i18n/number-text.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import { RUN_WORDS } from '../../i18n/runs.ts';
import type { LedgerRun, SweepRun } from '../../pipeline/ingest/ingest-report.ts';
import { dataTable } from '../data-table.ts';
import type { Markup } from '../markup.ts';
import type { StudioView } from '../studio-view.ts';

/** The last runs of the ledger, and the last sweep of each kind among them. */
export function syncLedger(view: StudioView): Markup {
  const ledger = view.data.ledger ?? [];
  if (ledger.length === 0) return html``;
  const { lastRuns } = RUN_WORDS[view.lang];
  return html`<h3>${lastRuns}</h3>${runTable(ledger, view)}${sweepTable(lastSweeps(ledger), view)}`;
}

function runTable(ledger: readonly LedgerRun[], { lang, words }: StudioView): Markup {
  const text = RUN_WORDS[lang];
  const { columns, crms } = words;
  return dataTable({
    caption: text.lastRuns,
    columns: [
      { title: text.started, kind: 'text' },
      { title: text.kind, kind: 'text' },
      { title: columns.crm, kind: 'text' },
      { title: columns.read, kind: 'number' },
      { title: columns.upserted, kind: 'number' },
      { title: columns.deleted, kind: 'number' },
      { title: columns.calls, kind: 'number' },
      { title: columns.seconds, kind: 'number' },
      { title: columns.status, kind: 'text' },
    ],
    rows: ledger.map((run) => {
      const parts = [...run.runs, ...run.sweeps];
      const sum = (key: 'read' | 'upserted' | 'deleted'): string =>
        countText(
          parts.reduce((total, part) => total + part[key], 0),
          lang,
        );
      return [
        run.startedAt,
        text.kinds[run.kind],
        wordOf(crms, run.crm),
        ...[sum('read'), sum('upserted'), sum('deleted')],
        ...[countText(run.calls, lang), countText(run.seconds, lang)],
        statusText(run.status, lang),
      ];
    }),
  });
}

function lastSweeps(ledger: readonly LedgerRun[]): readonly SweepRun[] {
  const newest = ledger.flatMap(({ sweeps }) => sweeps);
  const nameOf = ({ crm, object, kind }: SweepRun): string => [crm, object, kind].join(' ');
  return [...Map.groupBy(newest, nameOf).values()].flatMap(([first]) => first ?? []);
}

function sweepTable(sweeps: readonly SweepRun[], { lang, words }: StudioView): Markup {
  if (sweeps.length === 0) return html``;
  const text = RUN_WORDS[lang];
  const { columns, crms } = words;
  const table = dataTable({
    caption: text.sweeps,
    columns: [
      { title: columns.object, kind: 'text' },
      { title: text.kind, kind: 'text' },
      { title: columns.read, kind: 'number' },
      { title: columns.upserted, kind: 'number' },
      { title: columns.deleted, kind: 'number' },
      { title: columns.calls, kind: 'number' },
      { title: columns.status, kind: 'text' },
    ],
    rows: sweeps.map(({ crm, object, kind, read, upserted, deleted, calls, status }) => [
      html`<span class="crm">${wordOf(crms, crm)}</span> ${object}`,
      text.sweepKinds[kind],
      ...[read, upserted, deleted, calls].map((count) => countText(count, lang)),
      statusText(status, lang),
    ]),
  });
  return html`<details><summary>${text.sweeps} <b>${countText(sweeps.length, lang)}</b></summary>${table}</details>`;
}

function statusText(status: LedgerRun['status'], lang: StudioView['lang']): Markup {
  const word = RUN_WORDS[lang].statuses[status];
  if (status === 'complete') return html`<span class="ok"><span aria-hidden="true">✓</span> ${word}</span>`;
  if (status === 'failed')
    return html`<span class="problem"><span aria-hidden="true">▲</span> ${word}</span>`;
  return html`<span class="attention"><span aria-hidden="true">!</span> ${word}</span>`;
}
