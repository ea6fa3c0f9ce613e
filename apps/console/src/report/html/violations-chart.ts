import type { ViolationCount } from "#read-models";
import { NO_MARKUP, markup, type Markup } from "./markup.ts";
import { several } from "./words.ts";

const WIDTH = 720;
const HEIGHT = 120;
const LEFT = 62;
const TOP = 10;
const BOTTOM = 20;
const PLOT = HEIGHT - TOP - BOTTOM;
const SEVERITIES = ["critical", "error", "warning", "info"] as const;

const coordinate = (value: number): number => Math.round(value * 100) / 100;

/** Violations by the day that they opened, stacked by severity. */
export const violationsChart = (days: readonly string[], counts: readonly ViolationCount[]): Markup => {
  const sumOf = (day: string, severity?: string): number =>
    counts
      .filter((one) => one.day === day && (severity ?? one.severity) === one.severity)
      .reduce((sum, { violations }) => sum + violations, 0);
  const most = Math.max(1, ...days.map((day) => sumOf(day)));
  const slot = (WIDTH - LEFT) / days.length;
  const stacks = days.flatMap((day, at) => {
    let y = HEIGHT - BOTTOM;
    return SEVERITIES.map((severity) => {
      const count = sumOf(day, severity);
      if (count === 0) return NO_MARKUP;
      const height = (count / most) * PLOT;
      y -= height;
      return markup`<rect class="${severity}" x="${coordinate(LEFT + at * slot + slot * 0.12)}" y="${coordinate(y)}" width="${coordinate(slot * 0.76)}" height="${coordinate(height)}"><title>${day}: ${several(count, severity)}</title></rect>`;
    });
  });
  const labels = days.map((day, at) =>
    at % 5 === 0
      ? markup`<text x="${coordinate(LEFT + (at + 0.5) * slot)}" y="${HEIGHT - 5}" text-anchor="middle">${Number(day.slice(8))}</text>`
      : NO_MARKUP,
  );
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Violations by day, at most ${most}">
<line class="axis" x1="${LEFT}" x2="${WIDTH}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"/>${stacks}
<text x="${LEFT - 8}" y="${TOP + 4}" text-anchor="end">${most}</text><text x="${LEFT - 8}" y="${HEIGHT - BOTTOM + 4}" text-anchor="end">0</text>${labels}</svg>`;
};
