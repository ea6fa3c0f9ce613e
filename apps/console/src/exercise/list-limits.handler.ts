import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { documentedLimits } from "#checks";
import { listCalled, readPeaks, type Peak } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { ExerciseLookup } from "./exercise-lookup.ts";
import type { ExerciseQuery } from "./exercise-queries.ts";
import type { LimitList } from "./exercise-schemas.ts";

type Item = LimitList["items"][number];
type Limits = ReturnType<typeof documentedLimits>;
type Limit = NonNullable<ReturnType<Limits["in"]>>["all"][number];

export class ListLimits extends Query<LimitList> {
  constructor(
    readonly integration: string,
    readonly asked: ExerciseQuery,
  ) {
    super();
  }
}

/** Windows that buckets of the clock show. */
const WINDOWS = new Map([
  [60_000, "minute"],
  [3_600_000, "hour"],
  [86_400_000, "day"],
] as const) as ReadonlyMap<number, Item["window"]>;

/** Which of the called endpoints a limit governs. */
interface Governed {
  environment: string;
  limit: Limit;
  endpoints: string[];
}

const governedBy = (
  limits: Limits,
  called: readonly { environment: string; endpoint: string }[],
): Governed[] => {
  const governed = new Map<string, Governed>();
  for (const { environment, endpoint } of called) {
    const at = endpoint.indexOf(" ");
    const inForce = limits.in(environment === "" ? undefined : environment);
    const own = inForce?.governing(endpoint.slice(0, at), endpoint.slice(at + 1)).limits ?? [];
    for (const limit of own) {
      const key = `${environment}\n${limit.key}`;
      const known = governed.get(key);
      if (known) known.endpoints.push(endpoint);
      else governed.set(key, { environment, limit, endpoints: [endpoint] });
    }
  }
  return [...governed.values()];
};

const present = ({ environment, limit }: Governed, window: Item["window"], peak: Peak): Item => {
  const { path, file, line, text } = limit.clause;
  return {
    ...{ path, file, line, text, environment, window },
    client: peak.client === "" ? null : peak.client,
    limit: limit.count,
    most: peak.requests,
    mostAt: peak.startsAt.toISOString(),
    used: limit.count === 0 ? 0 : peak.requests / limit.count,
    requests: peak.total,
    limited: peak.limited,
  };
};

@QueryHandler(ListLimits)
export class ListLimitsHandler implements IQueryHandler<ListLimits> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ExerciseLookup,
  ) {}

  async execute({ integration, asked }: ListLimits): Promise<LimitList> {
    const { compiled, head, period } = await this.lookup.period(integration, asked);
    const called = await listCalled(this.source, integration);
    const asks = called.filter(({ environment }) => (asked.environment ?? environment) === environment);
    const items: Item[] = [];
    for (const governed of governedBy(documentedLimits(compiled.specification), asks)) {
      const { environment, endpoints, limit } = governed;
      const window = WINDOWS.get(limit.windowMs);
      if (!window) continue;
      const peaks = await readPeaks(this.source, { integration, environment, endpoints }, period, window);
      items.push(...peaks.map((peak) => present(governed, window, peak)));
    }
    return { ...head, items: items.sort((one, other) => other.used - one.used) };
  }
}
