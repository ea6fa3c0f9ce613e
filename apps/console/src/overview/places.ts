import { GATHERED, type RecentTraffic, type ViolationGroup } from "#read-models";
import type { IntegrationView } from "../integrations/integration-schemas.ts";
import type { ObjectiveList } from "../service-levels/service-level-schemas.ts";
import type { PlaceView } from "./overview-schemas.ts";

const HOUR_MS = 3_600_000;
const HOURS = 24;
const LATELY_MINUTES = 15;

/** The start of the first of the hours that are shown. */
export const firstHour = (nowMs: number): number => (Math.floor(nowMs / HOUR_MS) - HOURS + 1) * HOUR_MS;

const trafficView = (traffic: RecentTraffic | undefined, nowMs: number): PlaceView["traffic"] => {
  const first = firstHour(nowMs);
  const hours = Array.from(
    { length: HOURS },
    (_, at) => traffic?.hours[String(first + at * HOUR_MS)] ?? null,
  );
  const lastAt = traffic?.lastAt ?? undefined;
  const isLately = traffic !== undefined && lastAt !== undefined && lastAt.getTime() >= first;
  return {
    hours,
    perMinute: isLately ? traffic.lately / LATELY_MINUTES : null,
    lastAt: lastAt?.toISOString() ?? null,
  };
};

/** What there is of one integration, whatever the environment. */
export interface Known {
  integration: IntegrationView;
  groups: readonly ViolationGroup[];
  traffic: readonly RecentTraffic[];
  objectives: ObjectiveList | undefined;
}

/** An integration by the environments that its traffic, its violations or its objectives name; one without, where none does. */
export const placesOf = ({ integration, groups, traffic, objectives }: Known, nowMs: number): PlaceView[] => {
  const named = [
    ...traffic.map(({ environment }) => environment),
    ...groups.map(({ environment }) => environment ?? ""),
    ...(objectives?.items ?? []).map(({ environment }) => environment),
  ];
  const environments = [...new Set(named.length > 0 ? named : [""])].sort();
  return environments.map((environment) => {
    const open = { info: 0, warning: 0, error: 0, critical: 0 };
    const here = groups.filter((one) => (one.environment ?? "") === environment && one.status === "open");
    for (const { severity, count } of here) open[severity] += count;
    return {
      integration: integration.id,
      title: integration.title,
      environment: environment === "" ? null : environment,
      clauses: integration.clauses?.total ?? 0,
      open,
      openIsLeast: here.some(({ count }) => count === GATHERED),
      budgets: (objectives?.items ?? [])
        .filter((one) => one.environment === environment)
        .map(({ name, clause, budget }) => ({
          name,
          clause: clause.path,
          leftShare: budget?.leftShare ?? null,
        })),
      traffic: trafficView(
        traffic.find((one) => one.environment === environment),
        nowMs,
      ),
    };
  });
};
