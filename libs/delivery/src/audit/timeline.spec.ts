import { at, attempt, DELIVERED, UNCAPTURED } from "../attempt.fixture.ts";
import type { NextAttempt, WebhookAttempted } from "../webhook-attempted.ts";
import { timeline } from "./timeline.ts";

const clause = { path: "webhooks.retry[1]", file: "spec.md", line: 9, text: "5 minutes", delayMs: 300_000 };
/** Due from four minutes after that minute to six. */
const next = (number: number, minute: number): NextAttempt => ({
  from: at(minute + 4),
  until: at(minute + 6),
  number,
  clause,
});
const failed = (number: number, minute: number, facts: Partial<WebhookAttempted> = {}) =>
  attempt({ number, startedAt: at(minute), next: next(number + 1, minute), ...facts });
const succeeded = (number: number, minute: number, second = 0) =>
  attempt({ number, startedAt: at(minute, second), ...DELIVERED });

const timings = (attempts: readonly WebhookAttempted[], clock: string) =>
  timeline(attempts, Date.parse(clock)).map(({ timing }) => timing);

test.each<[string, string[], WebhookAttempted[]]>([
  ["on time", ["first", "on-time"], [failed(1, 0), succeeded(2, 5)]],
  ["at the window's ends", ["first", "on-time", "on-time"], [failed(1, 0), failed(2, 4), succeeded(3, 10)]],
  ["early", ["first", "early"], [failed(1, 0), succeeded(2, 3, 59)]],
  ["late", ["first", "late"], [failed(1, 0), succeeded(2, 6, 1)]],
  ["logged in another order", ["first", "on-time"], [succeeded(2, 5), failed(1, 0)]],
  [
    "without numbers",
    ["first", "on-time"],
    [failed(1, 0, { number: undefined }), attempt({ ...DELIVERED, startedAt: at(5) })],
  ],
  ["one between was not seen", ["first", "unknown"], [failed(1, 0), succeeded(3, 9)]],
  ["the first was not seen", ["unknown", "on-time"], [failed(2, 0), succeeded(3, 5)]],
  [
    "the answer was not captured",
    ["first", "unknown"],
    [attempt({ number: 1, ...UNCAPTURED }), succeeded(2, 1)],
  ],
  [
    "by hand",
    ["first", "manual", "on-time"],
    [failed(1, 0), attempt({ manual: true, startedAt: at(1) }), succeeded(2, 5)],
  ],
  [
    "early after one by hand, which may have been numbered",
    ["first", "manual", "unknown"],
    [failed(1, 0), attempt({ manual: true, startedAt: at(1) }), succeeded(2, 2)],
  ],
  [
    "what the receiver saw besides",
    ["first", "on-time"],
    [failed(1, 0), failed(1, 0, { observedBy: "receiver" }), succeeded(2, 5)],
  ],
  [
    "what the receiver saw alone",
    ["first", "early"],
    [
      failed(1, 0, { observedBy: "receiver" }),
      attempt({ ...DELIVERED, number: 2, startedAt: at(1), observedBy: "receiver" }),
    ],
  ],
  ["nothing", [], []],
])("%s", (_name, expected, attempts) => expect(timings(attempts, at(59))).toEqual(expected));

test.each<[string, string, string]>([
  ["before its window", at(3), "waiting"],
  ["in it", at(5), "due"],
  ["after it", at(7), "overdue"],
])("the next attempt %s", (_name, clock, timing) =>
  expect(timings([failed(1, 0)], clock)).toEqual(["first", timing]),
);

test("nobody knows what a sampled source has left out", () =>
  expect(timings([failed(1, 0, { partial: true })], at(9))).toEqual(["first", "unknown"]));

test("tells how long was waited, and by how much it was off", () => {
  const [, early, , overdue] = timeline(
    [failed(1, 0, { durationMs: 30_000 }), failed(2, 3), failed(3, 7)],
    Date.parse(at(14)),
  );
  const window = {
    sinceMs: Date.parse(at(0, 30)),
    fromMs: Date.parse(at(4)),
    untilMs: Date.parse(at(6)),
    clause,
  };
  expect(early).toMatchObject({ number: 2, window, waitedMs: 150_000, offMs: 60_000 });
  expect(overdue).toMatchObject({ number: 4, timing: "overdue", waitedMs: 420_000, offMs: 60_000 });
  expect(overdue).not.toHaveProperty("attempt");
});
