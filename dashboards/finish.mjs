/** A dashboard as today's Grafana takes it, made of the legacy rows that grafana-dashboard-builder writes. */

/** That of Grafana 12. */
const SCHEMA_VERSION = 41;
/** A span is of twelve columns, Grafana's grid has 24. */
const COLUMNS_A_SPAN = 2;
const COLUMNS = 24;
const MODERN = new Set(["timeseries", "stat", "bargauge", "table"]);

const targetsWithIds = (targets) =>
  targets.map((target, at) => ({ ...target, refId: String.fromCharCode(65 + at) }));

/** Panels from left to right and from top to bottom, under a heading for each row. */
const placed = (rows) => {
  const panels = [];
  let y = 0;
  const add = (panel, gridPos) => panels.push({ id: panels.length + 1, ...panel, gridPos });
  for (const { title, panels: members } of rows) {
    add({ type: "row", title, collapsed: false, panels: [] }, { h: 1, w: COLUMNS, x: 0, y });
    y += 1;
    let x = 0;
    let tallest = 0;
    for (const { span, height: h, targets, ...panel } of members) {
      if (!MODERN.has(panel.type))
        throw new Error(`The panel "${panel.title}" is of the type ${panel.type}.`);
      const w = span * COLUMNS_A_SPAN;
      if (x + w > COLUMNS) {
        y += tallest;
        x = 0;
        tallest = 0;
      }
      add({ ...panel, targets: targetsWithIds(targets) }, { h, w, x, y });
      x += w;
      tallest = Math.max(tallest, h);
    }
    y += tallest;
  }
  return panels;
};

/** Makes a dashboard of what the builder wrote. */
export const finish = ({ uid, title, tags, time, refresh, rows, templating, annotations }) => ({
  uid,
  title,
  tags,
  time,
  refresh,
  schemaVersion: SCHEMA_VERSION,
  version: 1,
  editable: true,
  graphTooltip: 1,
  timezone: "browser",
  links: [
    {
      type: "dashboards",
      title: "Clausewatch",
      tags: ["clausewatch"],
      asDropdown: true,
      includeVars: true,
      keepTime: true,
    },
  ],
  templating: { list: templating?.list ?? [] },
  annotations: { list: annotations?.list ?? [] },
  panels: placed(rows),
});
