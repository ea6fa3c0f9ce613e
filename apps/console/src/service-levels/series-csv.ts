import { csvOf } from "#platform";
import type { ObjectiveSeries, TrafficSeries } from "./service-level-schemas.ts";

/** An objective's series, a line a bucket. */
export const objectiveCsv = ({ items }: ObjectiveSeries): string =>
  csvOf(
    {
      from: ({ from }) => from,
      to: ({ to }) => to,
      good: ({ good }) => good,
      bad: ({ bad }) => bad,
      apart: ({ apart }) => apart,
      share: ({ share }) => share,
      left: ({ left }) => left,
      stated_good: ({ stated }) => stated?.good,
      stated_bad: ({ stated }) => stated?.bad,
      stated_apart: ({ stated }) => stated?.apart,
    },
    items,
  );

/** The series of traffic, a line a bucket; classes that occur are columns. */
export const trafficCsv = ({ items }: TrafficSeries): string => {
  const classes = [...new Set(items.flatMap((item) => Object.keys(item.classes)))].sort();
  type Item = TrafficSeries["items"][number];
  const counted = classes.map((name) => [name, (item: Item) => item.classes[name] ?? 0] as const);
  return csvOf<Item>(
    {
      from: ({ from }) => from,
      to: ({ to }) => to,
      requests: ({ requests }) => requests,
      ...Object.fromEntries(counted),
      availability: ({ availability }) => availability.share,
      p50: ({ percentiles }) => percentiles?.p50,
      p95: ({ percentiles }) => percentiles?.p95,
      p99: ({ percentiles }) => percentiles?.p99,
    },
    items,
  );
};
