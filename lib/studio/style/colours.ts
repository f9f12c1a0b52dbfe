const LIGHT = `
  --page: #f5f6f9; --card: #ffffff; --line: #dfe3ea; --text: #17202e; --soft: #556073; --link: #1d4ed0;
  --brand: #2450c8; --track: #e6e9ef; --funnel: #5b7fe0;
  --ok: #0b6a3c; --ok-bg: #e3f4ea; --ok-bar: #2f9e64;
  --bad: #a5231c; --bad-bg: #fdeae8; --bad-bar: #d2483f;
  --wait: #754900; --wait-bg: #fcf1d8; --wait-bar: #c58a1a;
  --few: #4b5667; --few-bg: #eceff4; --few-bar: #8b97a8;
`;

const DARK = `
  --page: #0f131a; --card: #181e28; --line: #2c3543; --text: #e8ecf3; --soft: #a7b2c2; --link: #9dbaff;
  --brand: #7ea0ff; --track: #2b3441; --funnel: #5f83e6;
  --ok: #86dcab; --ok-bg: #16301f; --ok-bar: #43b27b;
  --bad: #ffaaa2; --bad-bg: #3a1a18; --bad-bar: #e2635a;
  --wait: #f2ca7c; --wait-bg: #332708; --wait-bar: #d09a32;
  --few: #bcc6d4; --few-bg: #262e3a; --few-bar: #8491a3;
`;

/** One name per meaning; every text colour has at least 4.5:1 on the ground it is used on. */
export const COLOURS = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
@media print { :root { color-scheme: light; ${LIGHT} --page: #ffffff; } }
.tone-within-target { --tone: var(--ok); --tone-bg: var(--ok-bg); --tone-bar: var(--ok-bar); }
.tone-above-target { --tone: var(--bad); --tone-bg: var(--bad-bg); --tone-bar: var(--bad-bar); }
.tone-undecided { --tone: var(--wait); --tone-bg: var(--wait-bg); --tone-bar: var(--wait-bar); }
.tone-not-enough-data { --tone: var(--few); --tone-bg: var(--few-bg); --tone-bar: var(--few-bar); }
.tone-plain { --tone: var(--text); --tone-bg: var(--track); --tone-bar: var(--funnel); }
`;
