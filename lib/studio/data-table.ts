import { html } from 'hono/html';
import type { Markup } from './markup.ts';

export interface DataColumn {
  readonly title: string;
  readonly kind: 'text' | 'wide' | 'number' | 'chart' | 'code';
  /** Put in place of the title, such as an axis; the title still names the column. */
  readonly head?: Markup;
}

export interface DataTable {
  readonly caption: string;
  readonly columns: readonly DataColumn[];
  /** Cells of each row; the first one names it. */
  readonly rows: readonly (readonly (string | Markup)[])[];
  /** Rows set apart below, such as totals. */
  readonly totals?: readonly (readonly (string | Markup)[])[];
}

/**
 * A table that becomes one card per row on a phone. The roles repeat what the elements mean, because a browser
 * forgets it when style makes blocks of them.
 */
export function dataTable({ caption, columns, rows, totals = [] }: DataTable): Markup {
  return html`<div class="table-frame" role="region" aria-label="${caption}" tabindex="0">
    <table role="table">
      <caption>${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">${columns.map(
          ({ title, kind, head }) =>
            html`<th role="columnheader" scope="col" class="${kind}">${head === undefined ? title : html`<span class="hidden">${title}</span>${head}`}</th>`,
        )}</tr>
      </thead>
      <tbody role="rowgroup">${rows.map((cells) => tableRow(cells, columns))}</tbody>
      ${totals.length === 0 ? '' : html`<tbody role="rowgroup" class="totals">${totals.map((cells) => tableRow(cells, columns))}</tbody>`}
    </table>
  </div>`;
}

function tableRow(cells: readonly (string | Markup)[], columns: readonly DataColumn[]): Markup {
  return html`<tr role="row">${columns.map(({ title, kind }, at) =>
    at === 0
      ? html`<th role="rowheader" scope="row" class="${kind}">${cells[at]}</th>`
      : html`<td role="cell" class="${kind}" data-label="${title}">${cells[at]}</td>`,
  )}</tr>`;
}
