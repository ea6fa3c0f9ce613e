import { useMemo, type ReactNode } from "react";
import { TimeChart } from "../charts/time-chart.tsx";
import {
  useBurnDown,
  type Objective,
  type ObjectiveBucket,
  type ObjectiveSeries,
  type Objectives,
} from "../data/service-levels.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import { finest, left, momentWords, rangeWords } from "./words.ts";

type Span = NonNullable<ObjectiveSeries["maintenance"]>[number];

const MAINTENANCE = { document: "Documented maintenance", people: "Declared maintenance" } as const;

const SECOND_MS = 1_000;

const secondsOf = (time: string): number => Date.parse(time) / SECOND_MS;

const boundsOf = (month: string): { start: number; end: number } => {
  const start = new Date(`${month}-01T00:00:00Z`);
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
  return { start: start.getTime() / SECOND_MS, end: end / SECOND_MS };
};

/** Buckets as points; what lies after the last measurement is not drawn. */
const linesOf = (items: readonly ObjectiveBucket[], month: string, objective: Objective) => {
  const { start, end } = boundsOf(month);
  const told = items.filter((bucket) => bucket.left !== null);
  const last = told.at(-1);
  const spentAt = objective.budget?.exhaustsAt;
  const points: [time: number, remaining: number | null, projected: number | null][] = [
    [start, 1, null],
    ...told.map((bucket): [number, number | null, number | null] => [
      secondsOf(bucket.to),
      bucket.left,
      bucket === last ? bucket.left : null,
    ]),
  ];
  if (spentAt !== undefined && last) points.push([secondsOf(spentAt), null, 0]);
  points.push([end, null, null]);
  return {
    end,
    times: points.map(([time]) => time),
    remaining: points.map(([, value]) => value),
    projected: points.map(([, , value]) => value),
    even: points.map(([time]) => (end - time) / (end - start)),
    lowest: Math.min(0, ...told.map((bucket) => bucket.left ?? 0)),
  };
};

const maintenanceWords = (spans: readonly Span[]): string =>
  (["document", "people"] as const)
    .flatMap((who) => {
      const own = spans.filter(({ by }) => by === who).map(({ from, to }) => rangeWords(from, to));
      return own.length === 0 ? [] : [`${MAINTENANCE[who]}: ${own.join("; ")}.`];
    })
    .join(" ");

/** What was left of the month's budget, against an even pace, with revisions. */
export const BurnDown = (props: {
  integration: string;
  objective: Objective;
  objectives: Objectives;
}): ReactNode => {
  const { integration, objective, objectives } = props;
  const { month, revisions } = objectives;
  const of = { clause: objective.clause.path, environment: objective.environment, month };
  const series = useBurnDown(integration, of, finest(objectives));
  const items = series.data?.items;
  const lines = useMemo(() => items && linesOf(items, month, objective), [items, month, objective]);
  const maintenance = series.data?.maintenance;
  const bands = useMemo(
    () => maintenance?.map(({ from, to }) => ({ from: secondsOf(from), to: secondsOf(to) })),
    [maintenance],
  );
  const shown = useMemo(
    () =>
      lines && [
        { name: "left", values: lines.remaining, colour: "ink" as const },
        { name: "an even pace", values: lines.even, colour: "ink-3" as const, dashed: true },
        { name: "projected", values: lines.projected, colour: "warning" as const, dashed: true },
      ],
    [lines],
  );
  if (series.isPending) return <Waiting for="the budget" />;
  if (!lines || !shown)
    return <Failed what="The budget" error={series.error!} retry={() => void series.refetch()} />;
  if (lines.times.length === 2)
    return (
      <p className="dim">
        No data: nothing was measured, or the objective did not stand unchanged through the month.
      </p>
    );
  const { budget } = objective;
  const share = budget?.leftShare;
  return (
    <TimeChart
      label={`Budget left of ${objective.name}`}
      words={[
        share === null || share === undefined ? "No budget." : `${left(share)} is left.`,
        maintenanceWords(maintenance ?? []),
      ].join(" ")}
      times={lines.times}
      series={shown}
      end={lines.end}
      range={[lines.lowest, 1]}
      bands={bands}
      bandName="maintenance"
      moments={revisions.slice(1).map(({ revision, from }) => ({
        at: secondsOf(from),
        name: `revision ${revision.replace("sha256:", "").slice(0, 7)}`,
      }))}
      spell={left}
      spellTime={momentWords}
    />
  );
};
