import { NO_MARKUP, markup, type Markup } from "./markup.ts";
import { sharePercent, targetPercent } from "./words.ts";
import type { ReportedDay, ReportedObjective } from "../report.ts";

const WIDTH = 720;
const HEIGHT = 150;
const LEFT = 62;
const TOP = 8;
const BOTTOM = 20;
const PLOT = HEIGHT - TOP - BOTTOM;

const coordinate = (value: number): number => Math.round(value * 100) / 100;

/** The least share that is shown: a round one below the target and below every day. */
const floorOf = (days: readonly ReportedDay[], target: number): number => {
  const least = Math.min(target, ...days.flatMap(({ share }) => share ?? []));
  const room = Math.max((1 - least) * 1.15, 0.0001);
  const step = 10 ** Math.floor(Math.log10(room));
  return Math.max(0, 1 - Math.ceil(room / step) * step);
};

/** An objective's good share by day, with its target; a day without exchanges shows nothing. */
export const shareChart = ({ days, target, name, environment }: ReportedObjective): Markup => {
  const floor = floorOf(days, target);
  const yOf = (share: number): number => coordinate(TOP + ((1 - share) / (1 - floor)) * PLOT);
  const slot = (WIDTH - LEFT) / days.length;
  const bars = days.map((one, at) => {
    if (one.share === null) return NO_MARKUP;
    const y = Math.min(yOf(one.share), HEIGHT - BOTTOM - 1.5);
    return markup`<rect class="${one.share < target ? "bad" : "good"}" x="${coordinate(LEFT + at * slot + slot * 0.12)}" y="${y}" width="${coordinate(slot * 0.76)}" height="${coordinate(HEIGHT - BOTTOM - y)}"><title>${one.day}: ${sharePercent(one)} of ${one.good + one.bad}</title></rect>`;
  });
  const labels = days.map((one, at) =>
    at % 5 === 0
      ? markup`<text x="${coordinate(LEFT + (at + 0.5) * slot)}" y="${HEIGHT - 5}" text-anchor="middle">${Number(one.day.slice(8))}</text>`
      : NO_MARKUP,
  );
  const axis = [1, floor].map(
    (share) =>
      markup`<text x="${LEFT - 8}" y="${yOf(share) + 4}" text-anchor="end">${targetPercent(share)}</text>`,
  );
  const line = yOf(target);
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Good share of ${name} in ${environment} by day, against ${targetPercent(target)}">
<line class="axis" x1="${LEFT}" x2="${WIDTH}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"/>${bars}
<line class="target" x1="${LEFT}" x2="${WIDTH}" y1="${line}" y2="${line}"><title>target ${targetPercent(target)}</title></line>
${axis}${labels}</svg>`;
};
