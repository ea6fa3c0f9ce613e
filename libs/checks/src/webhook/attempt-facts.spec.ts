import type { WebhookAttempt } from "#observation";
import type { AttemptFacts } from "./attempt-facts.ts";
import { attempt, documented, RETRIES, START_MS, type Log } from "./deliveries/delivery.fixture.ts";

const retries = documented(RETRIES);
const nth = (number: number, at: number, more: Partial<Parameters<typeof attempt>[0]> = {}): WebhookAttempt =>
  attempt({ at, attempt: number, ...more });

/** The facts of the last attempt of a log. */
const factsAfter = (compiled: ReturnType<typeof documented>, log: Log): AttemptFacts => {
  const state = compiled.initialState();
  let clockMs = 0;
  let facts: AttemptFacts | undefined;
  for (const one of log) {
    clockMs = Math.max(clockMs, typeof one === "number" ? START_MS + one * 1000 : one.timeMs);
    if (typeof one !== "number") {
      compiled.observe(state, one, clockMs, () => undefined);
      const before = structuredClone(state);
      facts = compiled.factsOf(state, one);
      expect(state).toEqual(before);
    }
    compiled.advance(state, clockMs, () => undefined);
  }
  return facts!;
};

/** When the next attempt is due, in seconds after the start. */
const dueAfter = (compiled: ReturnType<typeof documented>, log: Log) => {
  const { next } = factsAfter(compiled, log);
  const seconds = (timeMs: number) => (timeMs - START_MS) / 1000;
  return (
    next && [
      next.number,
      next.earliestMs === undefined ? undefined : seconds(next.earliestMs),
      seconds(next.latestMs),
    ]
  );
};

describe("when the next attempt is due", () => {
  it.each<[string, unknown, Log]>([
    ["a minute, 20 % less or more and 30 s", [2, 48, 102], [nth(1, 0)]],
    ["from the end of the attempt", [2, 48, 112], [nth(1, 0, { took: 10 })]],
    ["by each reading of growing steps", [3, 240, 450], [nth(1, 0), nth(2, 60)]],
    ["without numbers, as counted", [3, 240, 450], [attempt({ at: 0 }), attempt({ at: 60 })]],
    ["not after a success", undefined, [nth(1, 0, { answer: 200 })]],
    ["not after an answer that was not captured", undefined, [nth(1, 0, { answer: "none" })]],
    ["after one that was too slow", [2, 48, 133], [nth(1, 0, { answer: 200, took: 31 })]],
    ["not after a manual one", undefined, [nth(1, 0), attempt({ at: 5, manual: true })]],
    ["not after one that an older one overtook", undefined, [nth(2, 60), nth(1, 0)]],
    ["not after the success came first", undefined, [nth(1, 0, { answer: 200 }), nth(2, 60)]],
    [
      "not after the receiver's record",
      undefined,
      [nth(1, 0, { observedBy: "sender" }), nth(1, 0, { observedBy: "receiver" })],
    ],
    [
      "after the receiver's, where nobody else is seen",
      [2, 48, 102],
      [nth(1, 0, { observedBy: "receiver" })],
    ],
    ["not after the last", undefined, [nth(5, 0)]],
  ])("%s", (_name, due, log) => expect(dueAfter(retries, log)).toEqual(due));

  it("cites the step", () =>
    expect(factsAfter(retries, [nth(1, 0)]).next!.clause).toMatchObject({
      path: expect.stringContaining("schedule"),
      line: expect.any(Number),
    }));

  it("is unknown without a schedule", () => {
    const policy = documented("webhooks:\n  retry_policy:\n    attempts: 3\n");
    expect(dueAfter(policy, [nth(1, 0)])).toBeUndefined();
  });
});

describe("the policy's last attempt", () => {
  it.each<[string, true | undefined, Log]>([
    ["the fifth that fails", true, [nth(5, 0)]],
    ["the fifth that succeeds", undefined, [nth(5, 0, { answer: 200 })]],
    ["the fourth", undefined, [nth(4, 0)]],
    ["one beyond", true, [nth(6, 0)]],
  ])("%s", (_name, last, log) => expect(factsAfter(retries, log).last).toBe(last));
});

it.each<[string, AttemptFacts["outcome"], Partial<Parameters<typeof attempt>[0]>]>([
  ["a success", "delivered", { answer: 204 }],
  ["a failure by status", "failed", { answer: 404 }],
  ["a failure without an answer", "failed", { answer: "timeout" }],
  ["one too late", "slow", { answer: 200, took: 31 }],
  ["nothing captured", "unknown", { answer: "none" }],
])("%s is %s", (_name, outcome, sketch) => {
  expect(factsAfter(retries, [nth(1, 0, sketch)]).outcome).toBe(outcome);
});

it("a document without webhooks knows what anybody knows", () => {
  const plain = documented();
  expect(factsAfter(plain, [nth(1, 0, { eventType: "order.created" })])).toEqual({
    outcome: "failed",
    signature: "unknown",
    timestamp: "unknown",
    eventType: "order.created",
  });
});

describe("what a payload speaks of", () => {
  const described = documented(`
webhooks:
  payload_structure:
    event_type: "string"
    data:
      object_type: "string - e.g., order"
      object_id: "string"
`);
  const payload = (data: unknown) => ({ payload: { event_type: "order.created", data } });
  it.each<[string, AttemptFacts["object"], Partial<Parameters<typeof attempt>[0]>]>([
    ["its object", { type: "order", id: "O-1" }, payload({ object_type: "order", object_id: "O-1" })],
    ["an id that is a number", { type: "order", id: "7" }, payload({ object_type: "order", object_id: 7 })],
    ["nothing without a type", undefined, payload({ object_id: "O-1" })],
    ["nothing by an id that is none", undefined, payload({ object_type: "order", object_id: {} })],
    ["nothing that was not captured", undefined, {}],
    ["nothing that is no JSON", undefined, { request: { body: { state: "text", text: "\u0000 no" } } }],
    ["nothing that was cut off", undefined, { request: { body: { state: "truncated" } } }],
  ])("%s", (_name, object, sketch) =>
    expect(factsAfter(described, [nth(1, 0, sketch)]).object).toEqual(object),
  );

  it("and the type of its event", () =>
    expect(factsAfter(described, [nth(1, 0, payload({}))]).eventType).toBe("order.created"));
});
