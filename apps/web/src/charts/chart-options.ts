import type UPlot from "uplot";

type Colour = "ink" | "ink-2" | "ink-3" | "accent" | "warning" | "critical" | "held" | "line" | "line-2";

/** One line of a chart; null is a gap. */
export interface ChartSeries {
  name: string;
  values: readonly (number | null)[];
  colour: Colour;
  dashed?: boolean;
}

/** What a chart over time shows. */
export interface TimeChartProps {
  label: string;
  /** What it tells, in a sentence. */
  words: string;
  /** Seconds since 1970, rising. */
  times: readonly number[];
  series: readonly ChartSeries[];
  /** Until where the time axis runs; the last time where absent. */
  end?: number;
  /** The value axis, from and to; fitting where absent. */
  range?: readonly [number, number];
  /** Spans of time that are tinted, such as maintenance. */
  bands?: readonly { from: number; to: number }[];
  /** What the bands are, written beside the first one that fits. */
  bandName?: string;
  /** Moments that are marked with a line and a word. */
  moments?: readonly { at: number; name: string }[];
  spell: (value: number) => string;
  spellTime: (timeMs: number) => string;
}

const DAY_SECONDS = 86_400;
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const hours = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** Ticks in the viewer's zone: days, or the time of day where they are closer. */
const tickWords: UPlot.Axis.DynamicValues = (_, ticks, __, ___, apart) =>
  ticks.map((tick) => (apart >= DAY_SECONDS ? days : hours).format(tick * 1_000));

const HEIGHT = 230;
const FONT = "12px 'IBM Plex Sans Variable', sans-serif";

/** Points between gaps, of which no line tells; all of them where there is room. */
const lonelyPoints: UPlot.Series.Points.Filter = (chart, seriesAt, isRoomy) => {
  if (isRoomy) return null;
  const values = chart.data[seriesAt] ?? [];
  const isGap = (at: number): boolean => values[at] === null || values[at] === undefined;
  return [...values.keys()].filter((at) => !isGap(at) && isGap(at - 1) && isGap(at + 1));
};

const WIDE = 640;
const NAMES_WIDTH = 175;
const NAME_APART = 14;

/** Where the names of lines stand beside their last points, none over another. */
const namesOf = (chart: UPlot, { series, spell }: TimeChartProps) => {
  let highest = chart.bbox.top + chart.bbox.height + NAME_APART * devicePixelRatio;
  return series
    .flatMap(({ name: own, colour, values, dashed = false }) => {
      const value = values.findLast((one) => one !== null);
      const name = dashed ? own : `${own} ${spell(value ?? 0)}`;
      return value === undefined || value === null
        ? []
        : [{ name, colour, place: chart.valToPos(value, "y", true) + 4 * devicePixelRatio }];
    })
    .sort((one, other) => other.place - one.place)
    .map((named) => {
      highest = Math.min(named.place, highest - NAME_APART * devicePixelRatio);
      return { ...named, place: highest };
    });
};

/** How the chart is drawn, in the colours of the page as they are now. */
export const chartOptions = (
  box: HTMLElement,
  props: TimeChartProps,
  setPoint: (at: number | undefined) => void,
): UPlot.Options => {
  const { times, series, end, range, bands = [], bandName = "", moments = [], spell } = props;
  const hasNames = box.clientWidth >= WIDE;
  const look = getComputedStyle(box);
  const colour = (name: Colour): string => look.getPropertyValue(`--${name}`).trim();
  const axis: UPlot.Axis = {
    stroke: colour("ink-3"),
    font: FONT,
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  const drawBelow = (chart: UPlot): void => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.fillStyle = colour("line");
    for (const { from, to } of bands) {
      const left = chart.valToPos(from, "x", true);
      ctx.fillRect(left, bbox.top, Math.max(2, chart.valToPos(to, "x", true) - left), bbox.height);
    }
    const [first] = bands;
    if (first) {
      ctx.font = `${12 * devicePixelRatio}px 'IBM Plex Sans Variable', sans-serif`;
      ctx.fillStyle = colour("ink-3");
      const after = chart.valToPos(first.to, "x", true) + 6 * devicePixelRatio;
      ctx.fillText(bandName, after, bbox.top + bbox.height - 8 * devicePixelRatio);
    }
    ctx.restore();
  };
  const drawAbove = (chart: UPlot): void => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour("accent");
    ctx.font = `${12 * devicePixelRatio}px 'IBM Plex Sans Variable', sans-serif`;
    for (const { at, name } of moments) {
      const left = chart.valToPos(at, "x", true);
      ctx.fillRect(left, bbox.top, devicePixelRatio, bbox.height);
      ctx.textAlign = left > bbox.left + bbox.width / 2 ? "right" : "left";
      ctx.fillText(name, left + (ctx.textAlign === "right" ? -6 : 6) * devicePixelRatio, bbox.top + 14);
    }
    if (hasNames)
      for (const { name, colour: own, place } of namesOf(chart, props)) {
        ctx.fillStyle = colour(own);
        ctx.textAlign = "left";
        ctx.fillText(name, bbox.left + bbox.width + 8 * devicePixelRatio, place);
      }
    ctx.restore();
  };
  const from = times[0] ?? 0;
  const until = end ?? times.at(-1) ?? 1;
  return {
    width: Math.max(1, box.clientWidth),
    height: HEIGHT,
    padding: [null, hasNames ? NAMES_WIDTH : null, null, null],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { range: [from, until] },
      y: { range: range ? [...range] : (_, __, most) => [0, most * 1.1] },
    },
    axes: [
      { ...axis, values: tickWords },
      { ...axis, size: 64, values: (_, values) => values.map(spell) },
    ],
    series: [
      {},
      ...series.map(({ name, colour: own, dashed = false }): UPlot.Series => ({
        label: name,
        stroke: colour(own),
        width: dashed ? 1 : 1.75,
        ...(dashed && { dash: [3, 4] }),
        points: dashed ? { show: false } : { size: 4, fill: colour(own), filter: lonelyPoints },
        spanGaps: false,
      })),
    ],
    hooks: {
      drawClear: [drawBelow],
      draw: [drawAbove],
      setCursor: [({ cursor }) => setPoint(cursor.idx ?? undefined)],
    },
  };
};
