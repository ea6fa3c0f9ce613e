import { useMemo, type ReactNode } from "react";
import { TimeChart } from "../charts/time-chart.tsx";
import { usePercentiles, type Objective, type TrafficBucket } from "../data/service-levels.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import { duration, momentWords } from "./words.ts";

const LEVELS = [
  ["p50", "ink-3"],
  ["p95", "warning"],
  ["p99", "ink-2"],
] as const;

const timesOf = (items: readonly TrafficBucket[]): number[] => items.map(({ to }) => Date.parse(to) / 1_000);

/** Percentiles of the last day that was measured, with what the specification asks for. */
export const Percentiles = (props: {
  integration: string;
  environment: string;
  until: string | null;
  objectives: readonly Objective[];
}): ReactNode => {
  const { integration, environment, until, objectives } = props;
  const series = usePercentiles(integration, environment, until);
  const items = series.data?.items;
  const asked = objectives.filter(
    ({ thresholdMs, ...one }) => thresholdMs !== undefined && one.environment === environment,
  );
  const askedFor = asked.map(({ name, thresholdMs }) => `${name} ${thresholdMs}`).join();
  const lines = useMemo(
    () =>
      items && {
        times: timesOf(items),
        series: [
          ...LEVELS.map(([name, colour]) => ({
            name,
            colour,
            values: items.map(({ percentiles }) => percentiles?.[name] ?? null),
          })),
          ...askedFor
            .split(",")
            .filter(Boolean)
            .map((one) => {
              const [name, thresholdMs] = one.split(" ");
              return {
                name: `${name} asks for`,
                colour: "ink-3" as const,
                dashed: true,
                values: items.map(() => Number(thresholdMs)),
              };
            }),
        ],
      },
    [items, askedFor],
  );
  if (until === null) return <p className="dim">No data: nothing was measured yet.</p>;
  if (series.isPending) return <Waiting for="percentiles" />;
  if (!lines) return <Failed what="Percentiles" error={series.error!} retry={() => void series.refetch()} />;
  const latest = items?.findLast(({ percentiles }) => percentiles !== null)?.percentiles;
  return (
    <TimeChart
      label="Percentiles of response times"
      words={
        latest
          ? `Last: p50 ${duration(latest.p50)}, p95 ${duration(latest.p95)}, p99 ${duration(latest.p99)}.`
          : "No response times in this day."
      }
      {...lines}
      spell={duration}
      spellTime={momentWords}
    />
  );
};
