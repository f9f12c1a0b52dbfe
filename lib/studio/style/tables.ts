/** Tables as tables; `narrow-and-print.ts` makes cards of them on a phone. */
export const TABLE_STYLE = `
.table-frame { overflow-x: auto; margin-top: 0.8rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.88rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 0.55rem 0.5rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 0.78rem; font-weight: 600; color: var(--soft); vertical-align: bottom; white-space: nowrap; }
tbody th { font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
.totals > tr > * { border-top: 1px solid var(--line); background: color-mix(in srgb, var(--track) 40%, transparent); }
tbody:has(+ .totals) > tr:last-child > * { border-bottom: 2px solid var(--line); }
.number { text-align: right; white-space: nowrap; }
.number small { white-space: normal; min-width: 5rem; } .number small.range { white-space: nowrap; }
tbody th.text { min-width: 8.6rem; }
td.code, th.code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-weight: 400; overflow-wrap: anywhere; }
.chart { width: 18rem; min-width: 12rem; }
td.text { min-width: 6rem; } td.wide { min-width: 13rem; }
.crm { color: var(--soft); font-weight: 400; margin-right: 0.3rem; }
.reasons { list-style: none; display: flex; flex-wrap: wrap; gap: 0.1rem 0.8rem; font-size: 0.84rem; }
.reasons b { color: var(--soft); font-weight: 600; }
`;
