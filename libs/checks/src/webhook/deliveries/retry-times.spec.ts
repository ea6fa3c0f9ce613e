import type { WebhookAttempt } from "#observation";
import {
  attempt,
  broken,
  documented,
  heard,
  RETRIES,
  SHOP_HOOK,
  START_MS,
  type Log,
} from "./delivery.fixture.ts";

const retries = documented(RETRIES);
const policy = (yaml: string) => documented(`webhooks:\n  retry_policy:\n${yaml.replace(/^/gm, "    ")}\n`);
const nth = (number: number, at: number, more: Partial<Parameters<typeof attempt>[0]> = {}): WebhookAttempt =>
  attempt({ at, attempt: number, ...more });

describe("webhook.retry-early", () => {
  it.each<[string, string[], Log]>([
    ["0.8 d after the end of attempt 1", [], [nth(1, 0, { took: 10 }), nth(2, 58)]],
    ["0.8 d after its start, by the reading as offsets", [], [nth(1, 0, { took: 10 }), nth(2, 48)]],
    ["less, under each reading", ["retry-early"], [nth(1, 0, { took: 10 }), nth(2, 47.999)]],
    ["attempt 3 as an offset from the first", [], [nth(1, 0), nth(2, 60), nth(3, 240)]],
    ["attempt 3 before both", ["retry-early"], [nth(1, 0), nth(2, 60), nth(3, 239.999)]],
    ["attempt 3 when the first was not seen", [], [nth(2, 60), nth(3, 100)]],
    ["a log that begins in the middle", [], [nth(2, 0), nth(4, 10)]],
    ["an attempt between was not seen", [], [nth(1, 0), nth(3, 10)]],
    ["the one before is logged later", [], [nth(2, 10), nth(1, 0)]],
    ["a manual redelivery", [], [nth(1, 0), attempt({ at: 5, manual: true }), nth(2, 60)]],
    ["a manual redelivery that was numbered", [], [nth(1, 0), nth(2, 5, { manual: true }), nth(3, 61)]],
    ["an attempt whose answer was not captured", [], [nth(1, 0, { answer: "none" }), nth(2, 5)]],
    ["without numbers", ["retry-early"], [attempt({ at: 0 }), attempt({ at: 47 })]],
    ["without numbers, in time", [], [attempt({ at: 0 }), attempt({ at: 60 }), attempt({ at: 300 })]],
    [
      "without numbers, logged in another order",
      [],
      [attempt({ at: 60 }), attempt({ at: 0 }), attempt({ at: 61 })],
    ],
    ["another event", [], [nth(1, 0), nth(1, 1, { eventId: "evt_2" })]],
    ["another endpoint", [], [nth(1, 0), nth(1, 1, { endpoint: "https://other.test/hooks" })]],
    ["another environment", [], [nth(1, 0), nth(2, 1, { environment: "trial" })]],
  ])("%s: %p", (_, rules, log) => {
    expect(broken(retries, ...log)).toEqual(rules);
  });

  it("says who, where, when and since when", () => {
    expect(heard(retries, [nth(1, 0, { id: "one" }), nth(2, 12, { id: "two" })])).toEqual([
      expect.objectContaining({
        rule: "webhook.retry-early",
        severity: "warning",
        party: "provider",
        clause: expect.objectContaining({ path: "webhooks.retry_policy.schedule[1]" }),
        environment: "live",
        endpoint: SHOP_HOOK,
        timeMs: START_MS + 12_000,
        causes: [
          { source: "sender", id: "one" },
          { source: "sender", id: "two" },
        ],
        message: `Attempt 2 to deliver evt_1 to ${SHOP_HOOK} began 12 s after the one before had failed, 36 s too early`,
      }),
    ]);
  });

  it.each<[string, string, string[], Log]>([
    [
      "delays that do not grow are no offsets",
      "schedule: [Immediate, 5m, 5m]",
      ["retry-early"],
      [nth(1, 0), nth(2, 300), nth(3, 400, { answer: 200 })],
    ],
    [
      "the document says that it counts from the one before",
      "schedule: [Immediate, 1m after the previous attempt, 5m after the previous attempt]",
      ["retry-early"],
      [nth(1, 0), nth(2, 60), nth(3, 299, { answer: 200 })],
    ],
    [
      "the document says that it counts from the first",
      "schedule: [Immediate, 1m after the first attempt, 5m after the first attempt]",
      [],
      [nth(1, 0), nth(2, 60), nth(3, 240, { answer: 200 })],
    ],
    ["the first entry may be the first retry's", "schedule: [1m, 10m]", [], [nth(1, 0), nth(2, 48)]],
    ["neither reading allows it", "schedule: [1m, 10m]", ["retry-early"], [nth(1, 0), nth(2, 47)]],
    [
      "one entry less than attempts",
      "attempts: 3\nschedule: [10m, 10m]",
      ["retry-early"],
      [nth(1, 0), nth(2, 479)],
    ],
    ["no schedule", "attempts: 3", [], [nth(1, 0), nth(2, 1)]],
    ["a schedule in words", "schedule: exponential backoff", [], [nth(1, 0), nth(2, 1), 99_999]],
  ])("%s", (_, yaml, rules, log) => {
    expect(broken(policy(yaml), ...log)).toEqual(rules);
  });
});

describe("webhook.retry-overdue", () => {
  it.each<[string, string[], Log]>([
    ["the clock stands short of deadline, window and a minute", [], [nth(1, 0), 191.999]],
    ["the clock has reached them", ["retry-overdue"], [nth(1, 0), 192]],
    [
      "an event of another delivery moves the clock",
      ["retry-overdue"],
      [nth(1, 0), nth(1, 192, { eventId: "evt_2", answer: 200 })],
    ],
    ["once", ["retry-overdue"], [nth(1, 0), 192, 500, 9_000]],
    [
      "1.2 d + 30 s, and it takes its time to be logged",
      [],
      [nth(1, 0), 190, nth(2, 102, { answer: 200, took: 29 }), 9_000],
    ],
    [
      "a log that runs ten minutes behind the clock",
      [],
      [600, nth(1, 0), nth(2, 60), nth(3, 360, { answer: 200 }), 9_000],
    ],
    ["the same without the next attempt", ["retry-overdue"], [600, nth(1, 0), 791.999, 792, 9_000]],
    ["it began later than that", ["retry-overdue"], [nth(1, 0), nth(2, 102.001, { answer: 200 })]],
    ["it comes after it was told", ["retry-overdue"], [nth(1, 0), 200, nth(2, 210, { answer: 200 }), 9_000]],
    ["attempt 3 by the later reading", [], [nth(1, 0), nth(2, 60), nth(3, 450, { answer: 200 })]],
    [
      "attempt 3 later than both",
      ["retry-overdue"],
      [nth(1, 0), nth(2, 60), nth(3, 450.001, { answer: 200 })],
    ],
    ["each attempt once", ["retry-overdue", "retry-overdue"], [nth(1, 0), 200, nth(2, 210), 9_000]],
    ["after success", [], [nth(1, 0, { answer: 200 }), 99_999]],
    ["after a manual success", [], [nth(1, 0), attempt({ at: 5, manual: true, answer: 200 }), 99_999]],
    [
      "after a manual failure the schedule goes on",
      ["retry-overdue"],
      [nth(1, 0), attempt({ at: 5, manual: true }), 9_000],
    ],
    ["after exhaustion", ["exhausted"], [nth(5, 0), 99_999]],
    ["a log that begins in the middle", ["retry-overdue"], [nth(3, 0), 99_999]],
    ["an answer that was not captured", [], [nth(1, 0, { answer: "none" }), 99_999]],
    ["a later attempt", [], [nth(1, 0), nth(3, 400, { answer: 200 }), 99_999]],
    ["no answer", ["retry-overdue"], [nth(1, 0, { answer: "timeout", took: 30 }), 99_999]],
    ["without numbers", ["retry-overdue"], [attempt({ at: 0 }), 99_999]],
  ])("%s: %p", (_, rules, log) => {
    expect(broken(retries, ...log)).toEqual(rules);
  });

  it("has its deadline as its time and the failed attempt as its cause", () => {
    expect(heard(retries, [nth(2, 0, { id: "failed", took: 10 }), 99_999])).toEqual([
      expect.objectContaining({
        rule: "webhook.retry-overdue",
        severity: "error",
        party: "provider",
        clause: expect.objectContaining({ path: "webhooks.retry_policy.schedule[2]" }),
        environment: "live",
        endpoint: SHOP_HOOK,
        timeMs: START_MS + 400_000,
        causes: [{ source: "sender", id: "failed" }],
      }),
    ]);
  });

  it("takes the latest deadline of all deliveries in the order of their time", () => {
    const log = [
      nth(2, 0, { eventId: "a" }),
      nth(1, 1, { eventId: "b" }),
      nth(1, 2, { eventId: "c" }),
      99_999,
    ];
    expect(heard(retries, log).map(({ subject }) => JSON.parse(subject)[1])).toEqual(["b", "c", "a"]);
  });

  const stamped = documented(`${RETRIES}  payload_structure:\n    timestamp: "string - ISO 8601"\n`);
  const said = (at: number) => ({ timestamp: new Date(START_MS + at * 1000).toISOString() });

  it("is not told of attempts without numbers whose first one was before the log", () => {
    const late = broken(
      stamped,
      attempt({ at: 0, payload: said(-48) }),
      attempt({ at: 9, payload: said(-48) }),
      99_999,
    );
    expect(late).toEqual([]);
    expect(broken(stamped, attempt({ at: 0, payload: said(-47) }), 99_999)).toEqual(["retry-overdue"]);
  });

  it.each([
    ["attempts say less than the schedule", "attempts: 2\nschedule: [Immediate, 1m, 5m]", 2, []],
    [
      "the schedule says less than attempts",
      "attempts: 4\nschedule: [Immediate, 1m after the previous attempt]",
      2,
      [],
    ],
    ["nobody knows whether the last entry is another retry", "schedule: [1m, 5m]", 2, []],
    ["both readings ask for it", "schedule: [1m, 5m]", 1, ["retry-overdue"]],
  ])("%s", (_, yaml, number, rules) => {
    expect(broken(policy(yaml), nth(number, 0), 99_999)).toEqual(rules);
  });
});
