import type { AttemptView, DeliveryView } from "../../../console/src/index.ts";
import { attemptLine, deliveryLine, deliveryText } from "./delivery-text.ts";

const shared = {
  deliveryId: "0123456789abcdef0123456789abcdef",
  time: "2024-01-15T10:00:00.000Z",
  integration: "shop",
  environment: "production",
  endpoint: "https://shop.example/hooks",
  eventId: "evt_1",
  eventType: "order.created",
  status: 503,
  attempt: 2,
  signature: "invalid",
  timestamp: "fresh",
  side: "sender",
  manual: false,
  durationMs: 120.4,
} satisfies Partial<DeliveryView>;
const delivery: DeliveryView = { ...shared, state: "overdue", lastTime: shared.time };
const attempt: AttemptView = { ...shared, attemptId: "a", outcome: "failed", id: "o1" };

it("tells a delivery on a line", () =>
  expect(deliveryLine(delivery)).toBe(
    "0123456789abcdef0123456789abcdef  2024-01-15T10:00:00.000Z  overdue    503 in 120 ms, attempt 2  " +
      "evt_1 (order.created)  shop (production) → https://shop.example/hooks  seen by the sender  signature invalid\n",
  ));

it("tells what nobody captured, on a line that steers no terminal", () => {
  const bare: AttemptView = { ...attempt };
  for (const name of ["status", "durationMs", "attempt", "eventType", "environment"] as const)
    delete bare[name];
  expect(attemptLine({ ...bare, eventId: "\u001b[2J", manual: true, signature: "unknown" })).toBe(
    "0123456789abcdef0123456789abcdef  2024-01-15T10:00:00.000Z  failed     not captured, attempt ?  " +
      "\\u001b[2J  shop → https://shop.example/hooks  seen by the sender, manual\n",
  );
});

it("tells a delivery with its attempts, oldest first", () => {
  const { integration, environment, endpoint, eventId, eventType, deliveryId } = shared;
  const again: AttemptView = { ...attempt, failure: "timeout", side: "redelivery", signature: "unknown" };
  delete again.attempt;
  const violation = { id: "v1", rule: "webhook.retry-late", severity: "error", message: "late", clause: "c" };
  expect(
    deliveryText({
      deliveryId,
      integration,
      environment,
      endpoint,
      eventId,
      eventType,
      state: "overdue",
      clock: "2024-01-15T11:00:00.000Z",
      nextUntil: "2024-01-15T10:06:00.000Z",
      attempts: [again, attempt],
      violations: [violation],
    }),
  ).toBe(`evt_1 (order.created)
shop (production) → https://shop.example/hooks
overdue; the next attempt is due until 2024-01-15T10:06:00.000Z (clock: 2024-01-15T11:00:00.000Z)

  2024-01-15T10:00:00.000Z  #2  failed: 503 in 120 ms, seen by the sender  signature invalid
  2024-01-15T10:00:00.000Z  manual  failed: timeout in 120 ms, sent from here

Violations:
  v1  error  webhook.retry-late  late
`);
});
