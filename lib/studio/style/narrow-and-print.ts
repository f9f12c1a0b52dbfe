/** One card per row on a phone, no controls on paper. */
export const NARROW_AND_PRINT_STYLE = `
@media (max-width: 1000px) {
  .cards, .decisions { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (max-width: 720px) {
  .page-header, main, .page-footer { padding-left: 1rem; padding-right: 1rem; }
  .sections { position: static; } .sections ul { padding: 0 1rem; gap: 0 1.1rem; }
  section { padding: 1.1rem 1rem; border-radius: 12px; }
  .cards, .decisions { grid-template-columns: minmax(0, 1fr); gap: 0.8rem; }
  .period { align-items: stretch; flex-direction: column; }
  .period input, .period select { width: 100%; height: 2.75rem; } .period button { height: 2.75rem; }
  .table-frame { overflow: visible; }
  table, tbody, tr, th, td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.5rem 0.8rem; border-top: 2px solid var(--line); padding: 0.8rem 0; }
  tbody th, tbody td { border: 0; padding: 0; min-width: 0; }
  tbody tr > * { border: 0; }
  tbody:has(+ .totals) > tr:last-child > *, .totals > tr > * { border: 0; background: none; }
  tbody th { font-size: 1rem; }
  tbody th, tbody td.text, tbody td.wide, tbody td.chart, tbody td.code { grid-column: 1 / -1; }
  tbody td.number { text-align: left; white-space: normal; }
  tbody td::before { content: attr(data-label); display: block; color: var(--soft); font-size: 0.75rem; line-height: 1.4; }
  tbody td:empty { display: none; } tbody td.chart::before { display: none; } tbody td.chart:has(> .none) { display: none; }
  .number small, .number small.range { min-width: 0; } .number small.range { font-size: 0.72rem; letter-spacing: -0.02em; }
  .funnel li { grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 0.8rem; }
  .funnel-bar { grid-column: 1 / -1; grid-row: 2; height: 0.9rem; } .funnel .rate { grid-column: 1 / -1; grid-row: 3; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  .sections, .period, .languages, .skip { display: none; }
  body { font-size: 11px; background: none; } section, .card { border-color: #bbb; break-inside: avoid; padding: 0.7rem 0.8rem; }
  main { gap: 0.7rem; } tr, li { break-inside: avoid; } a { color: inherit; text-decoration: none; }
  .bar, .dot, .arrow, .verdict, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
