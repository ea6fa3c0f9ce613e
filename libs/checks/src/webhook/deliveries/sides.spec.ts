import { attempt, broken, documented, heard, RETRIES, type Log } from "./delivery.fixture.ts";

const retries = documented(RETRIES);
type More = Partial<Parameters<typeof attempt>[0]>;
const sent = (at: number, more: More = {}) => attempt({ at, observedBy: "sender", ...more });
const received = (at: number, more: More = {}) =>
  attempt({ at, observedBy: "receiver", source: "receiver", ...more });
const STEPS = [0, 60, 360, 2160, 9360];

/** Each attempt as both sides see it, the receiver a little later, in the order that `swap` says. */
const both = (swap: boolean, more: More, numbered: boolean, times: readonly number[] = STEPS): Log =>
  times.flatMap((at, index) => {
    const number = numbered ? { attempt: index + 1 } : {};
    const records = [sent(at, { took: 2, ...number, ...more }), received(at + 1, { ...number, ...more })];
    return swap ? records.reverse() : records;
  });

describe.each([
  ["the sender's record first, numbered", false, true],
  ["the receiver's record first, numbered", true, true],
  ["the sender's record first", false, false],
  ["the receiver's record first", true, false],
])("records of one attempt from both sides, %s", (_, swap, numbered) => {
  it("count once", () => {
    expect(broken(retries, ...both(swap, {}, numbered))).toEqual(["exhausted"]);
    expect(broken(retries, ...both(swap, {}, numbered, [...STEPS, 9400]))).toEqual([
      "exhausted",
      "too-many-attempts",
    ]);
  });

  it("are no duplicate delivery", () => {
    const [first] = STEPS;
    expect(broken(retries, ...both(swap, { answer: 200 }, numbered, [first!]), 99_999)).toEqual([]);
    expect(broken(retries, ...both(swap, { answer: 200 }, numbered, [first!, 60]))).toEqual([
      "duplicate-delivery",
    ]);
  });

  it("are too slow, early and overdue once", () => {
    const slow = { answer: 200, took: 31 };
    expect(broken(retries, ...both(swap, slow, numbered, [0]))).toEqual(["too-slow"]);
    expect(broken(retries, ...both(swap, {}, numbered, [0, 9]))).toEqual(["retry-early"]);
    expect(broken(retries, ...both(swap, {}, numbered, [0]), 99_999)).toEqual(["retry-overdue"]);
    expect(broken(retries, ...both(swap, {}, numbered, [0, 9_000]))).toEqual(["retry-overdue"]);
  });
});

describe("where the sides differ", () => {
  it("a success counts though the sender's records come later and in another order", () => {
    const log = [received(0), received(60, { answer: 200 }), sent(61, { answer: 200 }), sent(1)];
    expect(broken(retries, ...log, 99_999)).toEqual([]);
  });

  it("the sender's record decides", () => {
    const lost: More = { answer: "timeout", took: 30 };
    const log: Log = [
      received(1, { answer: 200 }),
      sent(0, lost),
      received(91, { answer: 200 }),
      sent(90, { answer: 200 }),
    ];
    expect(broken(retries, ...log)).toEqual([]);
    expect(broken(retries, received(1, { answer: 200 }), sent(0, lost), 99_999)).toEqual(["retry-overdue"]);
    expect(broken(retries, received(1), sent(0, { answer: 200 }), 99_999)).toEqual([]);
  });

  it("times of two clocks are not compared", () => {
    const skewed = (number: number, at: number) => received(at - 20, { attempt: number });
    expect(
      broken(retries, skewed(1, 0), sent(0, { attempt: 1 }), skewed(2, 60), sent(60, { attempt: 2 })),
    ).toEqual([]);
    expect(broken(retries, sent(0, { attempt: 1 }), skewed(2, 60), 99_999)).toEqual([]);
    expect(broken(retries, skewed(1, 0), sent(20, { attempt: 2, answer: 200 }))).toEqual([]);
  });

  it("attempts that never reached the receiver are the sender's to tell", () => {
    const log: Log = [
      sent(0, { answer: "connect" }),
      received(61),
      sent(60, { took: 2 }),
      received(361, { answer: 200 }),
      sent(360, { answer: 200, took: 2 }),
    ];
    expect(broken(retries, ...log, 99_999)).toEqual([]);
  });

  it("the receiver's alone decide where there are no others", () => {
    expect(broken(retries, received(0, { attempt: 1 }), received(9, { attempt: 2 }))).toEqual([
      "retry-early",
    ]);
    expect(heard(retries, [received(0, { attempt: 1 }), 9_000])).toMatchObject([
      { rule: "webhook.retry-overdue", causes: [{ source: "receiver" }] },
    ]);
  });
});
