import { newClient, type SimulatedClient } from "./exchange/client.ts";
import type { EnvironmentModel, TrafficModel } from "./model/traffic-model.ts";
import type { Random } from "./random.ts";

/** The part of every limit that clean traffic uses at most. */
const USED_SHARE = 0.5;
const USED_DAY_SHARE = 0.8;
const LEAST_PER_ENVIRONMENT = 2;
/** One of so many clients is known by its token alone. */
const SILENT_EVERY = 4;

/** How many clients share the traffic so that each stays within all its limits. */
const clientCount = (model: TrafficModel, count: number, ratePerSecond: number): number => {
  const needed = model.environments.flatMap(({ limits }) =>
    limits.map(({ limit, windowMs }) =>
      windowMs === "utc-day"
        ? count / (limit * USED_DAY_SHARE)
        : (ratePerSecond * windowMs) / 1000 / (limit * USED_SHARE),
    ),
  );
  return Math.ceil(Math.max(model.environments.length * LEAST_PER_ENVIRONMENT, ...needed));
};

/** Clients that take turns, in an order drawn anew for each round. */
export class Clients {
  private readonly all: SimulatedClient[];
  private turns: SimulatedClient[] = [];
  private newcomers = 0;

  constructor(
    model: TrafficModel,
    count: number,
    ratePerSecond: number,
    private readonly random: Random,
  ) {
    const { environments } = model;
    this.all = Array.from({ length: clientCount(model, count, ratePerSecond) }, (_, index) =>
      newClient(
        `client-${index + 1}`,
        environments[index % environments.length]!,
        model.token === undefined || index % SILENT_EVERY !== SILENT_EVERY - 1,
        random,
      ),
    );
  }

  next(): SimulatedClient {
    if (this.turns.length === 0) this.turns = this.random.shuffled(this.all);
    return this.turns.pop()!;
  }

  /** A client that takes no turns. */
  newcomer(environment: EnvironmentModel): SimulatedClient {
    this.newcomers++;
    return newClient(`newcomer-${this.newcomers}`, environment, true, this.random);
  }
}
