import { at, attempt, DELIVERED, UNCAPTURED } from "../attempt.fixture.ts";
import type { WebhookAttempted } from "../webhook-attempted.ts";
import { reconcile, type Sightings, type Together } from "./reconcile.ts";

type Facts = Partial<WebhookAttempted>;
const sent = (minute: number, facts: Facts = {}) => attempt({ startedAt: at(minute), ...facts });
const got = (minute: number, facts: Facts = {}) =>
  attempt({ startedAt: at(minute), observedBy: "receiver", ...facts });
const TIMEOUT = { status: undefined, failure: "timeout" } as const;

const NOBODY: Sightings = { sender: [], receiver: [] };
const around = [{ startedAt: at(0) }, { startedAt: at(59) }];
const WATCHED: Sightings = { sender: around, receiver: around };

test.each<[string, Together[], WebhookAttempted[], Sightings?]>([
  ["both", ["agree"], [sent(5), got(5)]],
  ["both, with a clock that is 5 s behind", ["agree"], [sent(5), got(4, { startedAt: at(4, 55) })]],
  ["clocks too far apart", ["one-sided", "one-sided"], [sent(5), got(5, { startedAt: at(5, 6) })]],
  ["while it was under way", ["agree"], [sent(5, { durationMs: 30_000 }), got(5, { startedAt: at(5, 30) })]],
  ["by number, whatever the clocks say", ["agree"], [sent(5, { number: 2 }), got(50, { number: 2 })]],
  ["not by other numbers", ["one-sided", "one-sided"], [sent(5, { number: 2 }), got(5, { number: 1 })]],
  ["a manual one by its time", ["agree"], [sent(5, { manual: true, number: 1 }), got(5, { number: 7 })]],
  ["two answers", ["disagree"], [sent(5, { status: 502 }), got(5, DELIVERED)]],
  ["an answer that was lost", ["answer-lost"], [sent(5, TIMEOUT), got(5, DELIVERED)]],
  [
    "no answer on either side",
    ["agree"],
    [sent(5, TIMEOUT), got(5, { status: undefined, failure: "aborted" })],
  ],
  ["not captured", ["unknown"], [sent(5), got(5, UNCAPTURED)]],
  ["never received", ["never-received"], [sent(5, TIMEOUT)], WATCHED],
  [
    "never received, as its other attempts show",
    ["agree", "never-received", "agree"],
    [sent(5), sent(6, TIMEOUT), sent(7), got(5), got(7)],
  ],
  ["answered by something before it", ["answered-before"], [sent(5, { status: 503 })], WATCHED],
  ["the receiver was not watched", ["one-sided"], [sent(5, TIMEOUT)]],
  [
    "the receiver was not watched any more",
    ["one-sided"],
    [sent(5, TIMEOUT)],
    {
      sender: [],
      receiver: [{ startedAt: at(4) }],
    },
  ],
  [
    "the receiver tells only some",
    ["one-sided"],
    [sent(5, TIMEOUT)],
    {
      sender: [],
      receiver: [...around, { startedAt: at(6), partial: true }],
    },
  ],
  ["never sent", ["never-sent"], [got(5, DELIVERED)], WATCHED],
  ["the sender was not watched", ["one-sided"], [got(5, DELIVERED)]],
  ["an observer stands for the sender", ["agree"], [sent(5, { observedBy: undefined }), got(5)]],
  ["an observer beside both", ["agree"], [sent(5), sent(5, { observedBy: undefined }), got(5)]],
  ["two senders", ["agree", "one-sided"], [sent(5), sent(5, { source: "urn:another" }), got(5)]],
  [
    "each with its nearest",
    ["agree", "agree"],
    [sent(5, { durationMs: 70_000 }), sent(6, { status: 503 }), got(6, { status: 503 }), got(5)],
  ],
])("%s", (_name, expected, attempts, seen = NOBODY) =>
  expect(reconcile(attempts, seen).map(({ together }) => together)).toEqual(expected),
);

test("tells the number that either side states", () =>
  expect(reconcile([sent(5), got(5, { number: 3 })], NOBODY)[0]).toMatchObject({ number: 3 }));

test.each<[string, boolean | undefined, Facts, Facts]>([
  [
    "the same bytes",
    true,
    { payloadKept: "text", payloadDigest: "a" },
    { payloadKept: "text", payloadDigest: "a" },
  ],
  [
    "other bytes",
    false,
    { payloadKept: "text", payloadDigest: "a" },
    { payloadKept: "text", payloadDigest: "b" },
  ],
  ["parsed on one side", undefined, { payloadKept: "text", payloadDigest: "a" }, { payloadKept: "json" }],
  ["not captured", undefined, { payloadKept: "absent" }, {}],
])("%s", (_name, same, one, other) =>
  expect(reconcile([sent(5, one), got(5, other)], NOBODY)[0]!.sameBytes).toBe(same),
);

test.each<[number | undefined, string]>([
  [undefined, at(5, 4)],
  [30_000, at(5, 30)],
  [-60_000, at(4)],
])("clocks differ by %p ms", (differ, startedAt) =>
  expect(
    reconcile([sent(5, { number: 1 }), got(0, { number: 1, startedAt })], NOBODY)[0]!.clocksDifferMs,
  ).toBe(differ),
);
