/** How a report looks: on screens light and dark, and on paper. */
export const STYLES = `
:root { color-scheme: light dark; --paper: #fbfbf9; --line: #dcdcd5; --ink: #17191d; --soft: #5c616b; --sunken: #f2f2ee;
  --critical: #a80f33; --error: #c8452f; --warning: #855400; --info: #38587f; --held: #2a6a4c; --bar: #6c9881; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #121417; --line: #31363d; --ink: #eaebee; --soft: #a0a6b0; --sunken: #1b1f24; --critical: #ff7a8e;
    --error: #e2855a; --warning: #e7b556; --info: #92b4e3; --held: #72c39d; --bar: #4c8a6b; }
}
@media print { :root { color-scheme: light; --paper: #fff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .25rem; padding-top: 1.25rem; border-top: 2px solid var(--ink); overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
h4 { font-size: .9rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0 .5rem; overflow-wrap: anywhere; }
.of, .place, .none, figcaption, .lead { color: var(--soft); font-weight: 400; }
.place, figcaption, .none { font-size: .85rem; }
.clause, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .85em; overflow-wrap: anywhere; }
.clause { background: var(--sunken); padding: .1em .35em; border-radius: 3px; quotes: none; }
.state.no-data, .state.to-date { border-left: 3px solid var(--warning); padding-left: .6rem; }
.verdict { font-size: .85rem; white-space: nowrap; }
.met { color: var(--held); } .missed { color: var(--critical); } .verdict.no-data { color: var(--warning); }
b.critical { color: var(--critical); } b.error { color: var(--error); } b.warning { color: var(--warning); } b.info { color: var(--info); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
td { overflow-wrap: break-word; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.n { white-space: normal; }
figure { margin: .75rem 0; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 11px; }
svg .axis { stroke: var(--line); }
svg .target { stroke: var(--ink); stroke-dasharray: 4 3; }
svg .good { fill: var(--bar); } svg .bad, svg .error { fill: var(--error); } svg .critical { fill: var(--critical); }
svg .warning { fill: var(--warning); } svg .info { fill: var(--info); }
@media print {
  body { max-width: none; padding: 0; font-size: 11px; }
  article { break-before: page; } article:first-of-type { break-before: auto; }
  tr, figure { break-inside: avoid; } h2, h3, h4 { break-after: avoid; }
  svg, b { print-color-adjust: exact; }
}
`;
