/** Pictures take their colours from the page, dark mode and print included. */
export const CHART_STYLE = `
svg { display: block; width: 100%; height: auto; }
.axis text { font-size: 10.5px; fill: var(--soft); font-weight: 500; }
.axis .target-label { fill: var(--text); font-weight: 700; }
.target { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 3 3; }
.interval .track { stroke: var(--track); stroke-width: 2; }
.interval .bar { fill: var(--tone-bar); opacity: 0.55; }
.interval .arrow { fill: var(--tone-bar); }
.interval .dot { fill: var(--tone-bar); stroke: var(--card); stroke-width: 2; }
.tone-not-enough-data.interval .bar { fill: none; stroke: var(--tone-bar); stroke-dasharray: 3 2; opacity: 1; }
.tone-above-target.interval .bar { opacity: 0.75; }
.funnel { list-style: none; display: grid; gap: 0.55rem; margin-top: 0.9rem; }
.funnel li { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr) 4rem 17rem; gap: 0.9rem; align-items: center; }
.funnel .stage { font-weight: 600; }
.funnel .count { text-align: right; font-weight: 700; }
.funnel .rate { color: var(--soft); font-size: 0.85rem; }
.funnel-bar { height: 1.5rem; background: var(--track); border-radius: 4px; }
.funnel-bar rect { fill: var(--funnel); }
`;
