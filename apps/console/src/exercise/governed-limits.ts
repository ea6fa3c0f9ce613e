import type { DataSource } from "typeorm";
import { documentedLimits } from "#checks";
import { listCalled } from "#read-models";
import type { Specification } from "#spec";
import type { LimitList } from "./exercise-schemas.ts";

type Window = LimitList["items"][number]["window"];
type Limits = ReturnType<typeof documentedLimits>;
type Limit = NonNullable<ReturnType<Limits["in"]>>["all"][number];

/** Windows that buckets of the clock show. */
const WINDOWS: ReadonlyMap<number, Window> = new Map([
  [60_000, "minute"],
  [3_600_000, "hour"],
  [86_400_000, "day"],
]);

/** A limit of an environment, and which of the called endpoints it governs. */
export interface GovernedLimit {
  environment: string;
  limit: Limit;
  window: Window;
  endpoints: string[];
}

/** The limits that govern what was called, of one environment or all; those with windows that no bucket shows are left out. */
export const governedLimits = async (
  source: DataSource,
  integration: string,
  specification: Specification,
  only: string | undefined,
): Promise<GovernedLimit[]> => {
  const limits = documentedLimits(specification);
  const governed = new Map<string, GovernedLimit>();
  for (const { environment, endpoint } of await listCalled(source, integration)) {
    if ((only ?? environment) !== environment) continue;
    const at = endpoint.indexOf(" ");
    const inForce = limits.in(environment === "" ? undefined : environment);
    const own = inForce?.governing(endpoint.slice(0, at), endpoint.slice(at + 1)).limits ?? [];
    for (const limit of own) {
      const key = `${environment}\n${limit.key}`;
      const known = governed.get(key);
      const window = WINDOWS.get(limit.windowMs);
      if (known) known.endpoints.push(endpoint);
      else if (window) governed.set(key, { environment, limit, window, endpoints: [endpoint] });
    }
  }
  return [...governed.values()];
};
