import type { Delivery } from "./delivery.ts";
import { at, attempt, DELIVERED, UNCAPTURED } from "./attempt.fixture.ts";
import { evolve, type DeliveryEvent } from "./evolve.ts";
import type { NextAttempt } from "./webhook-attempted.ts";

const clause = { path: "webhooks.retry[2]", file: "spec.md", line: 9, text: "2 minutes", delayMs: 120_000 };
const due = (number: number, minute: number): NextAttempt => ({ until: at(minute), number, clause });

const fold = (events: readonly DeliveryEvent[]): Delivery =>
  events.reduce<Delivery | undefined>((delivery, event) => evolve(delivery, event), undefined)!;

const failed = (minute: number, number: number) =>
  attempt({ startedAt: at(minute), number, next: due(number + 1, minute + 2) });
const received = (facts: Parameters<typeof attempt>[0]) => attempt({ observedBy: "receiver", ...facts });
const began = {
  type: "RedeliveryAttempted",
  redeliveryId: "r",
  deliveryId: "d1",
  destination: "",
  at: at(9),
} as const;
const ended = { type: "RedeliverySettled", redeliveryId: "r", deliveryId: "d1", at: at(9, 1) } as const;

describe("a delivery's state", () => {
  test.each<[string, DeliveryEvent[], Delivery["state"]]>([
    ["nothing but an unknown answer", [attempt(UNCAPTURED)], "pending"],
    ["a success", [attempt(DELIVERED)], "delivered"],
    ["a failure", [failed(0, 1)], "failing"],
    ["a failure for being slow", [attempt({ status: 200, outcome: "slow" })], "failing"],
    ["a failure and a success", [failed(0, 1), attempt({ ...DELIVERED, startedAt: at(2) })], "delivered"],
    ["a failure after the success", [attempt(DELIVERED), failed(2, 2)], "delivered"],
    ["the last of the policy's", [failed(0, 1), attempt({ startedAt: at(5), last: true })], "exhausted"],
    ["one beyond the last", [attempt({ last: true }), failed(9, 6)], "exhausted"],
    ["one that succeeds beyond the last", [attempt({ last: true }), attempt(DELIVERED)], "delivered"],
    ["a manual failure alone", [attempt({ manual: true })], "pending"],
    ["a manual failure after a failure", [failed(0, 1), attempt({ manual: true })], "failing"],
    ["a manual success", [attempt({ last: true }), attempt({ ...DELIVERED, manual: true })], "delivered"],
    ["the sender missed the answer", [failed(0, 1), received(DELIVERED)], "failing"],
    ["only the receiver knows", [attempt(UNCAPTURED), received(DELIVERED)], "delivered"],
    ["only the receiver was seen", [received({})], "failing"],
    ["the sender knows better", [received({}), attempt(DELIVERED)], "delivered"],
    [
      "an observer goes before the receiver",
      [attempt({ observedBy: undefined }), received(DELIVERED)],
      "failing",
    ],
    ["sent again, under way", [attempt({ last: true }), { ...began, attemptId: "r1" }], "pending"],
    ["delivered and sent again", [attempt(DELIVERED), { ...began, attemptId: "r1" }], "delivered"],
    [
      "sent again and delivered",
      [
        attempt({ last: true }),
        { ...began, attemptId: "r1" },
        { ...ended, attemptId: "r1", outcome: "delivered" },
      ],
      "delivered",
    ],
    [
      "sent again, and nobody knows",
      [failed(0, 1), { ...began, attemptId: "r1" }, { ...ended, attemptId: "r1", outcome: "unknown" }],
      "failing",
    ],
    [
      "sent again twice, one under way",
      [
        failed(0, 1),
        { ...began, attemptId: "r1" },
        { ...began, attemptId: "r2" },
        { ...ended, attemptId: "r1", outcome: "failed" },
      ],
      "pending",
    ],
  ])("%s", (_name, events, state) => expect(fold(events).state).toBe(state));

  test("attempts may come in any order", () => {
    const events = [
      failed(0, 1),
      failed(2, 2),
      received({ startedAt: at(2), status: 503 }),
      attempt({ startedAt: at(2), manual: true }),
      failed(2, 2),
    ];
    const whole = fold(events);
    for (let turn = 1; turn < events.length; turn += 1)
      expect(fold([...events.slice(turn), ...events.slice(0, turn)])).toEqual(whole);
    expect(fold(events.toReversed())).toEqual(whole);
    expect(whole).toMatchObject({ attempts: 3, manual: 1, firstAt: at(0), lastAt: at(2) });
  });
});

describe("when the next attempt is due", () => {
  it("is known of nobody who tells only some of the attempts", () =>
    expect(fold([attempt({ next: due(2, 2), partial: true })])).not.toHaveProperty("next"));

  test("is what the last failure says", () =>
    expect(fold([failed(2, 2), failed(0, 1)]).next).toEqual(due(3, 4)));

  test("is nobody's matter once it was delivered, or given up", () => {
    expect(fold([failed(0, 1), attempt({ ...DELIVERED, startedAt: at(2) })])).not.toHaveProperty("next");
    expect(fold([attempt({ last: true, next: due(2, 3) })])).not.toHaveProperty("next");
  });

  test("comes back when being sent again failed", () => {
    const underWay = fold([failed(0, 1), { ...began, attemptId: "r1" }]);
    expect(underWay).not.toHaveProperty("next");
    expect(evolve(underWay, { ...ended, attemptId: "r1", outcome: "failed" })).toMatchObject({
      state: "failing",
      next: due(2, 2),
    });
  });
});

test("what both sides saw stands side by side", () => {
  const { views } = fold([failed(0, 1), received({ ...DELIVERED, startedAt: at(0, 1) })]);
  expect(views).toMatchObject({
    sender: { attempts: 1, highest: 1, latest: { status: 500 } },
    receiver: { attempts: 1, deliveredAt: at(0, 1) },
  });
});

test("a redelivery of what was never seen is nothing", () =>
  expect(evolve(undefined, { ...began, attemptId: "r1" })).toBeUndefined());
