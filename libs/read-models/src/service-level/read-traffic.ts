import type { DataSource } from "typeorm";
import { cover } from "./cover.ts";
import { groupBy } from "./group-by.ts";
import { readFigures, sumOf, type Dimension, type FigureFilter, type Sum } from "./read-figures.ts";

/** A half-open time of whole minutes. */
export interface Period {
  fromMs: number;
  toMs: number;
}

/** What traffic was that shares the names asked for; absent ones are unknown, or were not asked for. */
export interface TrafficGroup extends Sum {
  environment?: string;
  endpoint?: string;
  client?: string;
}

/** What traffic was in a period, told apart by some of its names; most requests first. */
export const readTraffic = async (
  source: DataSource,
  filter: FigureFilter,
  { fromMs, toMs }: Period,
  by: readonly Dimension[] = [],
): Promise<TrafficGroup[]> => {
  const stretches = cover(fromMs, toMs).map((stretch) => ({ ...stretch, at: 0 }));
  const rows = await readFigures(source, filter, stretches, { by, durations: true });
  const groups = groupBy(rows, (row) => by.map((name) => row[name]).join("\n"));
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => {
      const names = by.flatMap((name) => (group[0]![name] === "" ? [] : [[name, group[0]![name]]]));
      return { ...(Object.fromEntries(names) as Partial<Record<Dimension, string>>), ...sumOf(group)! };
    })
    .sort((one, other) => other.requests - one.requests);
};
