/** Fonts are the system's own: Japanese ones first where the page is Japanese. */
export const BASE_STYLE = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; scroll-padding-top: 4rem; }
body { margin: 0; background: var(--page); color: var(--text); line-height: 1.6; font-size: 15px;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
:lang(ja) body, html:lang(ja) body { font-family: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP",
  "Yu Gothic UI", "Yu Gothic", Meiryo, system-ui, sans-serif; }
a { color: var(--link); text-underline-offset: 0.2em; }
a:focus-visible, summary:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, .table-frame:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
h1, h2, h3, p, dl, dd, ul, ol { margin: 0; padding: 0; }
h1 { font-size: 1.5rem; letter-spacing: -0.01em; line-height: 1.2; color: var(--brand); }
h2 { font-size: 1.15rem; line-height: 1.35; }
h3 { font-size: 0.95rem; margin: 1.5rem 0 0.5rem; }
small { display: block; font-size: 0.78rem; line-height: 1.45; color: var(--soft); font-weight: 400; }
code, pre { font: 0.85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; white-space: pre-wrap; margin: 0; }
.none { color: var(--soft); }
.inputs ul { padding-left: 1.2rem; }
.note { color: var(--soft); font-size: 0.85rem; margin-top: 0.2rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; top: 0; background: var(--card); padding: 0.6rem 1rem; z-index: 3; }
.skip:focus { left: 0.5rem; top: 0.5rem; }
.page-header, main, .page-footer { max-width: 1280px; margin: 0 auto; padding: 0 1.5rem; }
.page-header { padding-top: 1.5rem; padding-bottom: 1rem; }
.title-row { display: flex; justify-content: space-between; align-items: flex-start; gap: 1rem; }
.tagline { color: var(--soft); font-size: 0.9rem; }
.languages { display: flex; flex: none; border: 1px solid var(--line); border-radius: 8px; background: var(--card); overflow: hidden; }
.languages a { padding: 0.35rem 0.8rem; font-size: 0.85rem; text-decoration: none; }
.languages a[aria-current] { background: var(--text); color: var(--card); font-weight: 600; }
.scope { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 1rem; margin-top: 0.9rem; font-size: 0.88rem; }
.badge { border-radius: 999px; padding: 0.1rem 0.7rem; font-size: 0.8rem; font-weight: 600; }
.badge-final { background: var(--ok-bg); color: var(--ok); }
.badge-open { background: var(--wait-bg); color: var(--wait); }
.period { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: flex-end; margin-top: 0.9rem; }
.period label { display: grid; gap: 0.15rem; font-size: 0.78rem; color: var(--soft); }
.period input, .period select, .period button { font: inherit; font-size: 0.9rem; color: var(--text); background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; padding: 0.35rem 0.6rem; height: 2.4rem; }
.period button { background: var(--text); color: var(--card); border-color: var(--text); font-weight: 600; padding: 0.35rem 1.2rem; cursor: pointer; }
.sections { position: sticky; top: 0; z-index: 2; background: var(--page); border-block: 1px solid var(--line); }
.sections ul { display: flex; gap: 0.2rem 1.3rem; max-width: 1280px; margin: 0 auto; padding: 0 1.5rem; list-style: none; flex-wrap: wrap; }
.sections a { display: block; padding: 0.55rem 0; font-size: 0.86rem; color: var(--text); text-decoration: none; }
.sections a:hover { color: var(--link); text-decoration: underline; }
main { padding-top: 1.25rem; padding-bottom: 2rem; display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
main.narrow { max-width: 60rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem 1.4rem; }
#headline { background: none; border: 0; padding: 0; }
#headline h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.cards { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.1rem 1.3rem; font-size: 0.85rem; color: var(--soft); }
.card dt { font-weight: 600; color: var(--text); }
.figure { font-size: 2rem; font-weight: 700; line-height: 1.35; letter-spacing: -0.02em; color: var(--text); }
.figure a { color: inherit; text-decoration-thickness: 1px; text-decoration-color: var(--line); }
.figure small { letter-spacing: 0; }
.verdict { display: inline-block; white-space: nowrap; border-radius: 999px; padding: 0.05rem 0.7rem; font-size: 0.82rem; font-weight: 600;
  background: var(--tone-bg); color: var(--tone); }
.card .verdict { margin-top: 0.35rem; }
.decisions { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem; list-style: none; margin-top: 0.9rem; }
.decision { border-top: 3px solid var(--tone-bar); padding-top: 0.7rem; }
.advice { font-size: 0.85rem; color: var(--soft); margin: 0.25rem 0 0.4rem; }
.names { list-style: none; font-weight: 600; }
.plain { padding-left: 1.2rem; font-size: 0.88rem; }
.counts { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; }
.counts dt { font-size: 0.8rem; color: var(--soft); }
.counts dd { font-size: 1.2rem; font-weight: 700; }
.ok { color: var(--ok); font-weight: 600; } .problem { color: var(--bad); font-weight: 600; }
.issues { display: grid; margin-top: 0.6rem; }
details > summary { cursor: pointer; padding: 0.45rem 0; font-size: 0.92rem; }
.issues details { border-top: 1px solid var(--line); }
.facts dt { font-size: 0.8rem; color: var(--soft); margin-top: 0.8rem; }
.lead { font-size: 1.05rem; margin-top: 0.6rem; }
.tree, .tree ul { list-style: none; }
main > .tree { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1rem 1.3rem; }
.attention { color: var(--wait); font-weight: 600; }
.tree ul { border-left: 2px solid var(--line); margin-left: 0.4rem; padding-left: 1.1rem; }
.tree p { padding: 0.2rem 0; overflow-wrap: anywhere; }
.formula { color: var(--soft); font-size: 0.9em; }
.page-footer { padding-bottom: 2.5rem; color: var(--soft); font-size: 0.82rem; }
`;
