import { decideRedelivery, MOST_REDELIVERIES, type RedeliveryCommand } from "./decide-redelivery.ts";
import { evolveRedelivery, initialRedelivery } from "./evolve-redelivery.ts";
import type { RedeliveryEvent } from "./redelivery.ts";

const at = "2024-01-15T10:00:00.000Z";
const DESTINATION = "https://shop.example.net/hooks";

const request = (...deliveryIds: string[]): RedeliveryCommand => ({
  type: "RequestRedelivery",
  id: "r1",
  integration: "shop-orders",
  by: "ada",
  at,
  deliveryIds,
});
const begin = (deliveryId: string): RedeliveryCommand => ({
  type: "BeginAttempt",
  deliveryId,
  destination: DESTINATION,
  at,
});
const settle = (deliveryId: string): RedeliveryCommand => ({
  type: "SettleAttempt",
  deliveryId,
  result: { outcome: "delivered", status: 200 },
  at,
});
const refuse = (deliveryId: string): RedeliveryCommand => ({
  type: "RefuseDelivery",
  deliveryId,
  reason: "erased",
  at,
});
const cancel: RedeliveryCommand = { type: "CancelRedelivery", by: "ada", at };
const abandon: RedeliveryCommand = { type: "AbandonAttempts", at };

/** What the last of some commands leads to, after those before it. */
const last = (...commands: RedeliveryCommand[]): RedeliveryEvent[] => {
  let events: RedeliveryEvent[] = [];
  let state = initialRedelivery;
  for (const command of commands) {
    events = decideRedelivery(state, command);
    state = events.reduce(evolveRedelivery, state);
  }
  return events;
};
const types = (...commands: RedeliveryCommand[]) => last(...commands).map(({ type }) => type);

it("begins with the deliveries asked for, each once", () => {
  expect(last(request("a", "b", "a"))).toEqual([
    {
      type: "RedeliveryRequested",
      id: "r1",
      integration: "shop-orders",
      by: "ada",
      at,
      deliveryIds: ["a", "b"],
    },
  ]);
  expect(last(request("a"), request("b"))).toEqual([]);
});

it("an attempt is told before and after, and the last one ends it", () => {
  const attempt = { redeliveryId: "r1", deliveryId: "a", attemptId: "r1.a", at };
  expect(last(request("a", "b"), begin("a"))).toEqual([
    { type: "RedeliveryAttempted", ...attempt, destination: DESTINATION },
  ]);
  expect(last(request("a", "b"), begin("a"), settle("a"))).toEqual([
    { type: "RedeliverySettled", ...attempt, outcome: "delivered", status: 200 },
  ]);
  expect(types(request("a", "b"), begin("a"), begin("b"), settle("b"))).toEqual(["RedeliverySettled"]);
  expect(types(request("a", "b"), begin("a"), refuse("b"), settle("a"))).toEqual([
    "RedeliverySettled",
    "RedeliveryFinished",
  ]);
  expect(types(request("a"), refuse("a"))).toEqual(["RedeliveryRefused", "RedeliveryFinished"]);
});

it("an attempt whose sender is gone is unknown, and is never begun again", () => {
  const crashed = [request("a", "b"), begin("a"), abandon];
  expect(last(...crashed)).toMatchObject([
    { type: "RedeliverySettled", deliveryId: "a", outcome: "unknown", detail: expect.stringMatching(/may/) },
  ]);
  expect(last(...crashed, begin("a"))).toEqual([]);
  expect(last(...crashed, settle("a"))).toEqual([]);
  expect(last(...crashed, abandon)).toEqual([]);
  expect(types(...crashed, begin("b"))).toEqual(["RedeliveryAttempted"]);
  expect(types(request("a"), begin("a"), abandon)).toEqual(["RedeliverySettled", "RedeliveryFinished"]);
});

it("cancelled: nothing more begins, and what is under way is settled", () => {
  const cancelled = [request("a", "b"), begin("a"), cancel];
  expect(types(...cancelled)).toEqual(["RedeliveryCancelled"]);
  expect(last(...cancelled, cancel)).toEqual([]);
  expect(last(...cancelled, begin("b"))).toEqual([]);
  expect(last(...cancelled, refuse("b"))).toEqual([]);
  expect(types(...cancelled, settle("a"))).toEqual(["RedeliverySettled"]);
  expect(types(...cancelled, abandon)).toEqual(["RedeliverySettled"]);
});

it.each<[string, RedeliveryCommand[], string]>([
  ["what is not there", [cancel], "no such redelivery"],
  ["what has finished", [request("a"), refuse("a"), cancel], "finished already"],
  ["no deliveries", [request()], "No delivery is left"],
  [
    "too many",
    [request(...Array.from({ length: MOST_REDELIVERIES + 1 }, (_, at) => `${at}`))],
    "at most 10000",
  ],
])("refuses %s", (_, commands, words) => expect(() => last(...commands)).toThrow(words));

it("begins nothing twice, and nothing that was not asked for", () => {
  expect(last(request("a"), begin("a"), begin("a"))).toEqual([]);
  expect(last(request("a"), begin("b"))).toEqual([]);
  expect(last(request("a"), settle("a"))).toEqual([]);
});
