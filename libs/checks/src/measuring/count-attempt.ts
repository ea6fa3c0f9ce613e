import { binOf } from "#measurement";
import type { WebhookAttempt } from "#observation";
import type { Specification } from "#spec";
import { follows } from "../engine/side.ts";
import { openMinuteAt } from "../sla/counting.ts";
import { KEPT_MINUTES } from "../sla/trailing.ts";
import { compileEventType } from "../webhook/messages/event-type.ts";
import { deliveriesOf } from "./cells.ts";
import { add } from "./counts.ts";
import { minuteFor, sideOf, type MeasuringState } from "./measuring-state.ts";
import { FIRST_FEW, type BodySampling } from "./sampled-bodies.ts";
import { isUncaptured } from "./shown.ts";

const MINUTE_MS = 60_000;
const ATTEMPT_RANKS = { sender: 2, receiver: 1 } as const;
/** Attempts beyond count as this one. */
const MAX_ATTEMPT = 100;

/** Compiles how webhook attempts are counted: the sender's record of one before the receiver's. */
export const compileAttemptCounts = (
  specification: Specification,
  sampling: BodySampling,
): ((state: MeasuringState, attempt: WebhookAttempt, clockMs: number) => void) => {
  const typeOf = compileEventType(specification);
  return (state, attempt, clockMs) => {
    const { environment = "", observedBy, timeMs, request, response, failure, durationMs } = attempt;
    if (timeMs > clockMs || Math.floor(timeMs / MINUTE_MS) < openMinuteAt(clockMs) - KEPT_MINUTES) return;
    const side = sideOf(state, `webhooks ${environment}`);
    if (side && follows(side, observedBy ? ATTEMPT_RANKS[observedBy] : 0, timeMs) === "passes") return;
    const minute = minuteFor(state, timeMs, clockMs);
    if (!minute) return;
    const eventType = typeOf(attempt) ?? "";
    const cell = deliveriesOf(minute.deliveries, environment, eventType);
    const count = add(cell.outcomes, response ? response.status : (failure ?? "unknown"));
    if (durationMs !== undefined) add(cell.bins, binOf(durationMs));
    if (!request.headers) cell.requestHeaders += 1;
    if (isUncaptured(request.body)) cell.requestBodies += 1;
    const number = attempt.attempt ?? 1;
    if (number > 1) add(cell.attempts, Math.min(number, MAX_ATTEMPT));
    if (count <= FIRST_FEW) sampling.attempt(minute.bodies, attempt, eventType);
  };
};
