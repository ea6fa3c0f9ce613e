import type { ViewName } from "../delivery.ts";
import type { WebhookAttempted } from "../webhook-attempted.ts";

/** Who saw an attempt. */
export const viewOf = ({ observedBy }: Pick<WebhookAttempted, "observedBy">): ViewName =>
  observedBy ?? "observer";

/** When an attempt began, in milliseconds. */
export const startOf = ({ startedAt }: Pick<WebhookAttempted, "startedAt">): number => Date.parse(startedAt);

/** When an attempt ended, as far as it is known how long it took. */
export const endOf = (attempt: Pick<WebhookAttempted, "startedAt" | "durationMs">): number =>
  startOf(attempt) + (attempt.durationMs ?? 0);

/** Attempts in the order in which they began. */
export const inOrder = (attempts: readonly WebhookAttempted[]): WebhookAttempted[] =>
  attempts.toSorted(
    (one, other) => startOf(one) - startOf(other) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0),
  );
