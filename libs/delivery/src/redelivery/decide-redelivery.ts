import type { RedeliveryState } from "./evolve-redelivery.ts";
import type { RedeliveryEvent, RedeliveryRequested, RedeliverySettled } from "./redelivery.ts";

/** The most deliveries that one redelivery takes. */
export const MOST_REDELIVERIES = 10_000;

/** What became of an attempt, as its sender saw it. */
export type AttemptResult = Pick<
  RedeliverySettled,
  "outcome" | "status" | "failure" | "durationMs" | "detail"
>;

/** What people ask for (request, cancel) and what the sender is about to do and has done; `at` is ISO 8601 in UTC. */
export type RedeliveryCommand =
  | ({ type: "RequestRedelivery" } & Omit<RedeliveryRequested, "type">)
  | { type: "CancelRedelivery"; by: string; at: string }
  | { type: "BeginAttempt"; deliveryId: string; destination: string; at: string }
  | { type: "RefuseDelivery"; deliveryId: string; reason: string; at: string }
  | { type: "SettleAttempt"; deliveryId: string; result: AttemptResult; at: string }
  /** Whoever sent them is gone: nobody can tell what became of them. */
  | { type: "AbandonAttempts"; at: string };

/** A redelivery that cannot be; `parameter` says which part of it. */
export class InvalidRedelivery extends Error {
  constructor(
    readonly parameter: "deliveryIds",
    message: string,
  ) {
    super(message);
  }
}

/** A command that the redelivery's state does not allow; `missing`: there is no such redelivery. */
export class RedeliveryConflict extends Error {
  constructor(
    message: string,
    readonly missing: boolean,
  ) {
    super(message);
  }
}

const ABANDONED = "the process ended before an answer was recorded; it may have arrived";

type Started = Exclude<RedeliveryState, { status: "none" }>;

const attemptIdOf = ({ id }: Started, deliveryId: string): string => `${id}.${deliveryId}`;

const request = (command: Extract<RedeliveryCommand, { type: "RequestRedelivery" }>): RedeliveryEvent => {
  const deliveryIds = [...new Set(command.deliveryIds)];
  if (deliveryIds.length === 0)
    throw new InvalidRedelivery("deliveryIds", "No delivery is left to be sent again.");
  if (deliveryIds.length > MOST_REDELIVERIES)
    throw new InvalidRedelivery(
      "deliveryIds",
      `These are ${deliveryIds.length} deliveries; at most ${MOST_REDELIVERIES} are sent again at once.`,
    );
  return { ...command, type: "RedeliveryRequested", deliveryIds };
};

/** The event that ends it, where these were the last deliveries. */
const ending = (state: Started, taken: number, settled: number, at: string): RedeliveryEvent[] =>
  state.status === "running" && state.waiting === taken && state.underWay.size === settled
    ? [{ type: "RedeliveryFinished", id: state.id, at }]
    : [];

const settle = (state: Started, deliveryId: string, result: AttemptResult, at: string): RedeliveryEvent => ({
  type: "RedeliverySettled",
  redeliveryId: state.id,
  deliveryId,
  attemptId: attemptIdOf(state, deliveryId),
  at,
  ...result,
});

/**
 * The events that a command leads to. None: there is nothing to be done, and an attempt that was to begin must not be
 * sent. Throws {@link InvalidRedelivery} and {@link RedeliveryConflict}.
 */
export const decideRedelivery = (state: RedeliveryState, command: RedeliveryCommand): RedeliveryEvent[] => {
  if (command.type === "RequestRedelivery") return state.status === "none" ? [request(command)] : [];
  if (state.status === "none") throw new RedeliveryConflict("There is no such redelivery.", true);
  const { id, steps, underWay } = state;
  const { at } = command;
  switch (command.type) {
    case "CancelRedelivery":
      if (state.status === "finished")
        throw new RedeliveryConflict("The redelivery has finished already.", false);
      return state.status === "cancelled" ? [] : [{ type: "RedeliveryCancelled", id, by: command.by, at }];
    case "BeginAttempt": {
      const { deliveryId, destination } = command;
      if (state.status !== "running" || steps.get(deliveryId) !== "waiting") return [];
      const attemptId = attemptIdOf(state, deliveryId);
      return [{ type: "RedeliveryAttempted", redeliveryId: id, deliveryId, attemptId, destination, at }];
    }
    case "RefuseDelivery": {
      const { deliveryId, reason } = command;
      if (state.status !== "running" || steps.get(deliveryId) !== "waiting") return [];
      return [
        { type: "RedeliveryRefused", redeliveryId: id, deliveryId, at, reason },
        ...ending(state, 1, 0, at),
      ];
    }
    case "SettleAttempt":
      if (!underWay.has(command.deliveryId)) return [];
      return [settle(state, command.deliveryId, command.result, at), ...ending(state, 0, 1, at)];
    case "AbandonAttempts":
      if (underWay.size === 0) return [];
      return [
        ...[...underWay].map((one) => settle(state, one, { outcome: "unknown", detail: ABANDONED }, at)),
        ...ending(state, 0, underWay.size, at),
      ];
  }
};
