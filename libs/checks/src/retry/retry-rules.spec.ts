import type { Exchange } from "#observation";
import { compileFor } from "../testing/shop.ts";
import { attempt, broken, ERRORS, KEYED, NOW, ORDERS, placed, verdicts } from "./retry.fixture.ts";
import { retryFamily } from "./retry-family.ts";

/** Attempts that start these seconds after the first one's start, all answered so. */
const series = (code: string, status: number, ...seconds: number[]) =>
  seconds.map((at) => attempt({ at, code, status }));

describe("retry.limit", () => {
  it.each<[string, Exchange[], number]>([
    ["two retries of three attempts", series("BROKEN", 500, 0, 1, 3), 0],
    ["three retries of three attempts", series("BROKEN", 500, 0, 1, 3, 8), 1],
    ["each further retry", series("BROKEN", 500, 0, 1, 3, 8, 20), 2],
    ["three retries where three are allowed", series("HASTY", 502, 0, 1, 2, 3), 0],
    ["four retries where three are allowed", series("HASTY", 502, 0, 1, 2, 3, 4), 1],
    ["a status alone", [0, 1, 3, 8].map((at) => attempt({ at })), 1],
    [
      "a success between",
      [...series("BROKEN", 500, 0, 1), placed({ at: 3 }), ...series("BROKEN", 500, 20, 21, 23)],
      0,
    ],
    ["a pause of more than 15 minutes", series("BROKEN", 500, 0, 1, 3, 1_000), 0],
    ["parallel attempts", series("BROKEN", 500, 0, 0.02, 0.04, 0.06), 0],
    ["other errors between", [...series("BROKEN", 500, 0, 1), ...series("CONFLICT", 409, 3, 8)], 0],
    ["sampled records", series("BROKEN", 500, 0, 1, 3, 8).map((one) => ({ ...one, partial: true })), 0],
  ])("counts %s", (_, exchanges, count) =>
    expect(broken(...exchanges).filter((rule) => rule === "limit")).toHaveLength(count),
  );

  it("tells all attempts", () => {
    const exchanges = series("BROKEN", 500, 0, 1, 3, 8);
    const [verdict] = verdicts([ORDERS, ERRORS], ...exchanges);
    expect(verdict).toMatchObject({
      severity: "error",
      clause: { path: "error_codes.BROKEN.retry_strategy" },
      message: "till retried POST /orders 3 times after BROKEN; the specification allows 2",
      evidence: { expected: "at most 3 attempts", actual: 4 },
      causes: exchanges.map(({ source, id }) => ({ source, id })),
    });
  });
});

describe("retry.too-soon", () => {
  const date = (seconds: number) => new Date(NOW + seconds * 1_000).toUTCString();
  const slow = (answer: Record<string, string>, more = {}) =>
    attempt({ status: 429, code: "SLOW", answer }, more);
  const inSeconds = { "Retry-After": "60" };

  it.each<[string, Exchange[]]>([
    ["half a minute", [slow(inSeconds), placed({ at: 30 })]],
    ["59 seconds after the answer", [slow(inSeconds), placed({ at: 59.1 })]],
    ["59 seconds, the duration unknown", [slow(inSeconds, { durationMs: undefined }), placed({ at: 59 })]],
    ["a date", [slow({ "Retry-After": date(60) }), placed({ at: 58 })]],
  ])("is told of %s", (_, exchanges) => expect(broken(...exchanges)).toEqual(["too-soon"]));

  it.each<[string, Exchange[]]>([
    ["60 seconds after the answer", [slow(inSeconds), placed({ at: 60.1 })]],
    ["a date, to the second", [slow({ "Retry-After": date(60) }), placed({ at: 59 })]],
    ["a date by the sender's clock", [slow({ "Retry-After": date(90), Date: date(30) }), placed({ at: 60 })]],
    ["a wait of nothing", [slow({ "Retry-After": "0" }), placed({ at: 0.1 })]],
    ["what cannot be read", [slow({ "Retry-After": "soon" }), placed({ at: 1 })]],
    ["no header", [slow({}), placed({ at: 1 })]],
    ["another request", [slow(inSeconds), placed({ at: 1, body: {} })]],
  ])("is not told of %s", (_, exchanges) => expect(broken(...exchanges)).toEqual([]));

  it.each<[string, string[], Exchange, string | undefined]>([
    ["the strategy", [ORDERS, ERRORS], slow(inSeconds), "error_codes.SLOW.retry_strategy"],
    [
      "the status's header",
      [ORDERS, ERRORS],
      attempt({ status: 503, code: "BUSY", answer: inSeconds }),
      "endpoint[POST /orders].responses.503.headers.Retry-After",
    ],
    [
      "another strategy",
      [ORDERS, ERRORS],
      attempt({ status: 502, code: "HASTY", answer: inSeconds }),
      "error_codes.HASTY.retry_strategy",
    ],
    [
      "nothing where nothing is documented",
      [ORDERS, ERRORS],
      attempt({ status: 418, answer: inSeconds }),
      undefined,
    ],
  ])("cites %s", (_, blocks, failed, path) => {
    expect(verdicts(blocks, failed, placed({ at: 5 }))[0]?.clause.path).toBe(path);
  });
});

describe("retry.no-backoff", () => {
  /** Attempts with these waits between an answer and the next request, in seconds. */
  const waits = (...gaps: number[]) => {
    let at = 0;
    return series("BUSY", 503, 0, ...gaps.map((gap) => (at = Math.round((at + 0.1 + gap) * 1_000) / 1_000)));
  };

  it.each<[string, Exchange[], number]>([
    ["a wait under 100 ms", waits(0.099), 1],
    ["a wait of 100 ms", waits(0.1), 0],
    ["waits that double", waits(1, 2, 4, 8, 16), 0],
    ["two even waits", waits(1, 1), 0],
    ["three even waits", waits(1, 1, 1), 1],
    ["three shrinking waits", waits(3, 2, 1), 1],
    ["10 % longer ones", waits(1, 1.1, 1.21), 1],
    ["11 % longer ones", waits(1, 1.11, 1.24), 0],
    ["one that grows among even ones", waits(1, 1, 2, 2), 0],
    ["three even ones after one that grows", waits(1, 2, 2, 2, 2), 1],
    ["sampled ones", waits(1, 1, 1).map((one) => ({ ...one, partial: true })), 0],
    ["unknown ones", waits(1.5, 1.5, 1.5).map((one) => ({ ...one, durationMs: undefined })), 0],
    [
      "waits that the answer asked for",
      [0, 31, 62, 93].map((at) =>
        attempt({ at, code: "BUSY", status: 503, answer: { "Retry-After": "30" } }),
      ),
      0,
    ],
    ["another strategy", series("HASTY", 502, 0, 0.15), 0],
  ])("holds for %s", (_, exchanges, count) =>
    expect(broken(...exchanges).filter((rule) => rule === "no-backoff")).toHaveLength(count),
  );
});

describe("retry.without-refresh", () => {
  const rejected = (token?: string, at = 0) => attempt({ at, status: 401, code: "REJECTED", token });

  it.each<[string, Exchange[], string[]]>([
    ["the same token", [rejected("a"), placed({ at: 1, token: "a" })], ["without-refresh"]],
    ["a new token", [rejected("a"), placed({ at: 1, token: "b" })], []],
    ["no token", [rejected(), placed({ at: 1 })], []],
    ["a second retry", [rejected("a"), rejected("b", 1), placed({ at: 2, token: "c" })], ["limit"]],
    [
      "another error",
      [attempt({ code: "HASTY", status: 502, token: "a" }), placed({ at: 1, token: "a" })],
      [],
    ],
  ])("judges %s", (_, exchanges, rules) => expect(broken(...exchanges)).toEqual(rules));
});

describe("the account of clauses", () => {
  it("names the rules of each strategy and of the key's header", () => {
    const { clauses } = compileFor(retryFamily, [KEYED, ERRORS]);
    const rules = clauses
      .filter(({ kind, path }) => kind === "error-code.retry" || /(Idempotency-Key|Retry-After)$/.test(path))
      .map(({ enforcedBy }) => enforcedBy.map((rule) => rule.replace("retry.", "")).join());
    expect(rules).toEqual([
      "unsafe",
      "too-soon",
      "forbidden",
      "forbidden",
      "limit,without-refresh",
      "forbidden",
      "too-soon",
      "limit,no-backoff",
      "no-backoff",
      "limit",
    ]);
  });
});
