import { clausesOf, type Specification } from "#spec";

/** One count in a window for one client, as it stands in one environment; without a path it is the default. */
export interface LimitModel {
  limit: number;
  windowMs: number | "utc-day";
  method?: string;
  path?: string;
  /** Whether a burst may exceed it. */
  hasBurst: boolean;
}

/** The header names by role. */
export interface LimitHeaders {
  limit?: string;
  remaining?: string;
  reset?: string;
}

/** The limits that hold in each environment, scaled as the document says. */
export const limitsByEnvironment = (
  specification: Specification,
  environments: readonly string[],
): Map<string, LimitModel[]> => {
  const clauses = clausesOf(specification, "rate-limit");
  const scales = new Map(
    clausesOf(specification, "environment.rate-limits").map(({ parameters }) => [
      parameters.environment,
      parameters.scale,
    ]),
  );
  const hasBurst = clausesOf(specification, "rate-limit.burst").length > 0;
  return new Map(
    environments.map((environment) => [
      environment,
      clauses
        .filter(({ parameters }) => (parameters.environment ?? environment) === environment)
        .map(({ parameters }) => ({
          limit:
            parameters.limit * (parameters.environment === undefined ? (scales.get(environment) ?? 1) : 1),
          windowMs: parameters.window,
          method: parameters.endpoint?.method,
          path: parameters.endpoint?.path,
          hasBurst: hasBurst && parameters.endpoint === undefined && parameters.window !== "utc-day",
        })),
    ]),
  );
};

/** The documented rate-limit headers. */
export const limitHeaders = (specification: Specification): LimitHeaders => {
  const headers: LimitHeaders = {};
  for (const { parameters } of clausesOf(specification, "rate-limit.header"))
    if (parameters.role === "limit" || parameters.role === "remaining" || parameters.role === "reset")
      headers[parameters.role] ??= parameters.name;
  return headers;
};

const spanOf = ({ windowMs }: LimitModel) => (windowMs === "utc-day" ? 86_400_000 : windowMs);

/** The tightest limit that counts a request: its endpoint's own entries, else the default's, shortest window first. */
export const governingLimit = (
  limits: readonly LimitModel[],
  method: string,
  path: string,
): LimitModel | undefined => {
  const own = limits.filter((limit) => limit.path === path && (limit.method ?? method) === method);
  const counting = own.length > 0 ? own : limits.filter((limit) => limit.path === undefined);
  return [...counting].sort((one, other) => spanOf(one) - spanOf(other) || one.limit - other.limit)[0];
};
