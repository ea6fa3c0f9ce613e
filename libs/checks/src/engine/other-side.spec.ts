import { exchange, headers } from "../testing/fixtures.ts";
import type { Signal } from "../verdict.ts";
import { noneTold, onceForBothSides } from "./other-side.ts";

type Call = Parameters<typeof exchange>[0];

const START_MS = Date.UTC(2024, 0, 15, 10, 30);

const signal = (rule = "auth.missing"): Signal => ({
  kind: "breach",
  verdict: {
    rule,
    severity: "error",
    party: "consumer",
    clause: { path: "p", file: "f", line: 1, column: 1, text: "t" },
    subject: "s",
    timeMs: START_MS,
    message: "It is so.",
    evidence: {},
  },
});

/** How many of these records, each of which breaks one rule, are told. */
const told = (...calls: Call[]): number => {
  const state = noneTold();
  let count = 0;
  for (const call of calls) {
    const one = exchange({ timeMs: START_MS, ...call });
    onceForBothSides(state, one, one.timeMs, () => (count += 1))(signal());
  }
  return count;
};

const consumer = { observedBy: "consumer" } as const;
const provider = { observedBy: "provider" } as const;
const gateway = { observedBy: "gateway" } as const;

it.each<[string, number, Call[]]>([
  ["the two sides of one exchange", 1, [consumer, { ...provider, timeMs: START_MS + 2000 }]],
  ["three sides of one exchange", 1, [consumer, gateway, provider]],
  ["two exchanges, each from both sides", 2, [consumer, consumer, provider, provider]],
  ["one side twice", 2, [provider, provider]],
  ["records that name no side", 2, [{}, {}]],
  ["clocks too far apart", 2, [consumer, { ...provider, timeMs: START_MS + 2001 }]],
  [
    "one trace and clocks apart",
    1,
    [
      { ...consumer, traceId: "a" },
      { ...provider, traceId: "a", timeMs: START_MS + 50_000 },
    ],
  ],
  [
    "two traces",
    2,
    [
      { ...consumer, traceId: "a" },
      { ...provider, traceId: "b" },
    ],
  ],
  ["two answers", 2, [consumer, { ...provider, response: { status: 500 } }]],
  [
    "a retry within one trace",
    2,
    [
      { ...consumer, traceId: "a" },
      { ...consumer, traceId: "a" },
      { ...provider, traceId: "a" },
    ],
  ],
  [
    "two request ids",
    2,
    [consumer, provider].map((side, index) => ({
      ...side,
      request: { headers: { "X-Request-ID": `r-${index}` } },
    })),
  ],
])("%s: told %i times", (_, count, calls) => expect(told(...calls)).toBe(count));

it("tells apart what is said, passes ends on, and stays bounded", () => {
  const state = noneTold();
  const signals: Signal[] = [];
  const say = (side: Call, what: Signal): void => {
    const one = exchange({ timeMs: START_MS, ...side });
    onceForBothSides(state, one, one.timeMs, (each) => signals.push(each))(what);
  };
  say(consumer, signal("auth.missing"));
  say(provider, signal("auth.malformed"));
  say(provider, { kind: "end", episode: "e" });
  say(consumer, { kind: "end", episode: "e" });
  expect(signals).toHaveLength(4);
  for (let index = 0; index < 500; index += 1) say(provider, signal("auth.missing"));
  expect([...state.recent.values()].map((all) => all.length)).toEqual([100, 1]);
});

it("reads request ids whatever their case", () => {
  const request = { headers: headers({ "x-request-id": "r" }), body: { state: "absent" as const } };
  const [one, other] = [consumer, provider].map((side, index) => ({
    ...exchange({ ...side, timeMs: START_MS + index * 30_000 }),
    request,
  }));
  const state = noneTold();
  let count = 0;
  for (const each of [one!, other!]) onceForBothSides(state, each, each.timeMs, () => (count += 1))(signal());
  expect(count).toBe(1);
});
