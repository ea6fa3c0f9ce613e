import { clausesOf, type MaintenanceWindow, type Specification } from "#spec";

/** A share of exchanges that must be good. */
export interface ObjectiveModel {
  name: string;
  measures: "availability" | "latency";
  target: number;
  thresholdMs?: number;
}

/** What an environment promises, and when it does not. */
export interface ServiceLevelModel {
  objectives: ObjectiveModel[];
  windows: readonly MaintenanceWindow[];
}

const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** What the document promises of an environment; undefined where it promises nothing. */
export const serviceLevelsOf = (
  specification: Specification,
  environment: string,
): ServiceLevelModel | undefined => {
  const objectives = clausesOf(specification, "environment.objective")
    .map(({ parameters }) => parameters)
    .filter((objective) => objective.environment === environment);
  const windows = clausesOf(specification, "environment.maintenance")
    .filter(({ parameters }) => parameters.environment === environment)
    .flatMap(({ parameters }) => parameters.windows);
  return objectives.length === 0 ? undefined : { objectives, windows };
};

/** Whether a time stands inside a maintenance window, its end excluded. */
export const isMaintenance = ({ windows }: ServiceLevelModel, timeMs: number): boolean => {
  const minute = (Math.floor(timeMs / 60_000) + EPOCH_WEEKDAY * DAY_MINUTES) % WEEK_MINUTES;
  return windows.some(({ weekday, startMinute, endMinute }) => {
    const from = weekday * DAY_MINUTES + startMinute;
    const length = endMinute > startMinute ? endMinute - startMinute : endMinute + DAY_MINUTES - startMinute;
    return (minute - from + WEEK_MINUTES) % WEEK_MINUTES < length;
  });
};
