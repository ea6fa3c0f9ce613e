import type { RedeliveryEvent, RedeliveryOutcome } from "./redelivery.ts";

/** Where a delivery of a redelivery stands. */
export type RedeliveryStep = "waiting" | "under-way" | "refused" | RedeliveryOutcome;

/** What stands in a redelivery's stream, folded. */
export type RedeliveryState =
  | { status: "none" }
  | {
      status: "running" | "cancelled" | "finished";
      id: string;
      integration: string;
      /** By the delivery's id, in the order in which they are sent. */
      steps: Map<string, RedeliveryStep>;
      waiting: number;
      underWay: Set<string>;
    };

/** The state of a stream without events. */
export const initialRedelivery: RedeliveryState = { status: "none" };

/**
 * The state after one more event. It takes the state before over: of thousands of deliveries each event changes one.
 */
export const evolveRedelivery = (state: RedeliveryState, event: RedeliveryEvent): RedeliveryState => {
  if (event.type === "RedeliveryRequested") {
    const { id, integration, deliveryIds } = event;
    const steps = new Map(deliveryIds.map((one) => [one, "waiting" as RedeliveryStep]));
    return { status: "running", id, integration, steps, waiting: steps.size, underWay: new Set() };
  }
  if (state.status === "none") return state;
  switch (event.type) {
    case "RedeliveryAttempted":
      state.steps.set(event.deliveryId, "under-way");
      state.underWay.add(event.deliveryId);
      return { ...state, waiting: state.waiting - 1 };
    case "RedeliveryRefused":
      state.steps.set(event.deliveryId, "refused");
      return { ...state, waiting: state.waiting - 1 };
    case "RedeliverySettled":
      state.steps.set(event.deliveryId, event.outcome);
      state.underWay.delete(event.deliveryId);
      return { ...state };
    case "RedeliveryCancelled":
      return { ...state, status: "cancelled" };
    case "RedeliveryFinished":
      return { ...state, status: "finished" };
  }
};
