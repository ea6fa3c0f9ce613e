import type { Draft } from "../draft.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import type { TrafficModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import type { Outage } from "../traffic/outages.ts";
import { AUTH_FAULTS } from "./auth.ts";
import { ENDPOINT_FAULTS } from "./endpoint.ts";
import { ERROR_FAULTS } from "./error.ts";
import type { Fault, Horizon, Scene } from "./fault.ts";
import { IDEMPOTENCY_FAULTS } from "./idempotency.ts";
import { RATE_LIMIT_FAULTS } from "./rate-limit.ts";
import { REQUEST_FAULTS } from "./request.ts";
import { RESPONSE_FAULTS } from "./response.ts";
import { RETRY_FAULTS } from "./retry.ts";
import { SEQUENCE_FAULTS } from "./sequence.ts";
import { SERVICE_LEVEL_FAULTS } from "./service-level.ts";
import { TOKEN_FAULTS } from "./token.ts";
import { WEBHOOK_DELIVERY_FAULTS } from "./webhook-deliveries.ts";
import { WEBHOOK_MESSAGE_FAULTS } from "./webhook-messages.ts";

const FAULTS: readonly Fault[] = [
  ...AUTH_FAULTS,
  ...ENDPOINT_FAULTS,
  ...REQUEST_FAULTS,
  ...RESPONSE_FAULTS,
  ...ERROR_FAULTS,
  ...RATE_LIMIT_FAULTS,
  ...TOKEN_FAULTS,
  ...RETRY_FAULTS,
  ...IDEMPOTENCY_FAULTS,
  ...WEBHOOK_MESSAGE_FAULTS,
  ...WEBHOOK_DELIVERY_FAULTS,
  ...SEQUENCE_FAULTS,
  ...SERVICE_LEVEL_FAULTS,
];

/** The rules that the simulator can break. */
export const SIMULATED_RULES: readonly string[] = [...new Set(FAULTS.map(({ rule }) => rule))];

/** Faults that are due, for each exchange. */
const SHARE = 0.03;
/** A burst costs more than a single exchange, and comes in every third round only. */
const BURST_COST = 25;
const BURST_ROUNDS = 3;

const chosenFaults = (wanted: "all" | "none" | readonly string[]): readonly Fault[] => {
  if (wanted === "all") return FAULTS;
  if (wanted === "none") return [];
  const unknown = wanted.filter((rule) => !SIMULATED_RULES.includes(rule));
  if (unknown.length > 0)
    throw new Error(
      `The simulator has no fault for ${unknown.join(", ")}. Choose from: ${SIMULATED_RULES.join(", ")}.`,
    );
  return FAULTS.filter(({ rule }) => wanted.includes(rule));
};

/** Deals the chosen faults, rarely and evenly. */
export class FaultDeck {
  private readonly faults: readonly Fault[];
  private cards: Fault[] = [];
  private round = 0;
  private credit = 0;

  /** Throws an error for people when a rule is unknown. */
  constructor(
    wanted: "all" | "none" | readonly string[],
    private readonly random: Random,
  ) {
    this.faults = chosenFaults(wanted);
  }

  /** The exchanges of a fault that is due here; undefined when none is. */
  deal(scene: Scene): Draft[] | undefined {
    this.credit += SHARE;
    if (this.faults.length === 0 || this.credit < 1 || !this.random.chance(0.2)) return undefined;
    const fault = this.next();
    const drafts = fault?.inject?.(scene);
    if (drafts) this.credit -= fault?.isBurst === true ? BURST_COST : 1;
    return drafts;
  }

  /** Lets the faults that stand change an exchange. */
  mark(model: TrafficModel, draft: ExchangeDraft): void {
    for (const fault of this.faults) fault.stand?.(model, draft);
  }

  /** The outages of the faults that take their time. */
  outages(model: TrafficModel, horizon: Horizon): Outage[] {
    return this.faults.flatMap((fault) => fault.plan?.(model, horizon) ?? []);
  }

  private next(): Fault | undefined {
    if (this.cards.length === 0) {
      const isBurst = (fault: Fault) => fault.isBurst === true;
      const withBursts = this.round % BURST_ROUNDS === 0;
      const rare = this.faults.filter((fault) => fault.inject !== undefined && !isBurst(fault));
      const singles = this.random
        .shuffled(rare)
        .sort((one, other) => Number(other.isEarly === true) - Number(one.isEarly === true));
      this.cards = [...singles, ...(withBursts ? this.faults.filter(isBurst) : [])];
      this.round++;
    }
    return this.cards.shift();
  }
}
