import { mergeInto, type DurationSketch } from "#measurement";
import { addCounts, copyCounts, counting, type Counts } from "./counts.ts";
import type { Level } from "./level.ts";

/** Where figures stand. */
export interface Address {
  key: number;
  level: Level;
  startMs: number;
}

/** The figures of one key and one minute, hour, day or month. */
export interface Figure extends Address {
  requests: number;
  outcomes: Record<string, number>;
  /** Of a minute as measured; of the longer ones as it counts. */
  objectives: Counts;
  durations: DurationSketch;
  /** Of a minute: whether it lies in declared maintenance. */
  inMaintenance: boolean;
  /** What counted at first; absent where that still counts. */
  stated?: Counts;
}

/** Figures of nothing. */
export const noFigure = (address: Address): Figure => ({
  ...address,
  requests: 0,
  outcomes: {},
  objectives: {},
  durations: {},
  inMaintenance: false,
});

/** Traffic that is added to figures. */
export interface Traffic {
  outcomes: Record<string, number>;
  durations?: DurationSketch;
}

/** Adds requests with their outcomes and durations. */
export const addTraffic = (figure: Figure, { outcomes, durations }: Traffic): void => {
  for (const [outcome, count] of Object.entries(outcomes)) {
    figure.requests += count;
    figure.outcomes[outcome] = (figure.outcomes[outcome] ?? 0) + count;
  }
  if (durations) mergeInto(figure.durations, durations);
};

/** What of a figure counts. */
export const countsIn = ({ objectives, inMaintenance }: Figure): Counts =>
  counting(objectives, inMaintenance);

/** Keeps what counted at first, before it changes. */
export const keepStated = (figure: Figure): void => {
  figure.stated ??= copyCounts(countsIn(figure));
};

/** Adds counts; what comes at first is what is stated, what comes later restates. */
export const addObjectives = (figure: Figure, counts: Counts, restates: boolean): void => {
  if (restates) keepStated(figure);
  else if (figure.stated) addCounts(figure.stated, counting(counts, figure.inMaintenance));
  addCounts(figure.objectives, counts);
};
