import type { Exchange } from "#observation";
import { signalsOf } from "../testing/fixtures.ts";
import { compileFor } from "../testing/shop.ts";
import { attempt, broken, ERRORS, KEYED, ORDERS, placed, verdicts } from "./retry.fixture.ts";
import { retryFamily } from "./retry-family.ts";

const bad = (at = 0, more: Parameters<typeof attempt>[0] = {}) =>
  attempt({ at, status: 400, code: "BAD", ...more });
const MINUTES_15 = 900.1;

describe("retry.forbidden, and what a retry is", () => {
  it.each<[string, Exchange[]]>([
    ["the same body", [bad(), placed({ at: 5 })]],
    ["members in another order", [bad(0, { body: { a: 1, b: 2 } }), placed({ at: 5, body: { b: 2, a: 1 } })]],
    ["the same key", [bad(0, { key: "k" }), placed({ at: 5, key: "k" })]],
    [
      "the same request id, bodies unknown",
      [bad(0, { requestId: "r", sent: { state: "absent" } }), placed({ at: 5, requestId: "r" })],
    ],
    ["15 minutes later", [bad(), placed({ at: MINUTES_15 })]],
    ["a millisecond after the answer", [bad(), placed({ at: 0.101 })]],
    ["another code of the kind", [attempt({ status: 400, code: "WORSE" }), placed({ at: 5 })]],
    ["no code where all of the status agree", [attempt({ status: 400 }), placed({ at: 5 })]],
    [
      "an answer of unknown duration",
      [attempt({ status: 400 }, { durationMs: undefined }), placed({ at: 1 })],
    ],
    ["sampled records", [bad(), attempt({ at: 5, status: 201 }, { partial: true })]],
  ])("is told of %s", (_, exchanges) => expect(broken(...exchanges)).toEqual(["forbidden"]));

  it.each<[string, Exchange[]]>([
    ["another body", [bad(), placed({ at: 5, body: { total: 4 } })]],
    ["another body under the same key", [bad(0, { key: "k" }), placed({ at: 5, key: "k", body: {} })]],
    ["another key", [bad(0, { key: "k" }), placed({ at: 5, key: "l" })]],
    ["a key that one of them has not", [bad(), placed({ at: 5, key: "k" })]],
    ["another query", [bad(), placed({ at: 5, query: "?dry=1" })]],
    ["another method", [bad(), placed({ at: 5, method: "PUT" })]],
    ["another client", [bad(), placed({ at: 5 }, { client: "web" })]],
    ["no client", [bad(), placed({ at: 5 })].map((one) => ({ ...one, client: undefined }))],
    ["another environment", [bad(), placed({ at: 5 }, { environment: "trial" })]],
    ["no body", [bad(0, { sent: { state: "empty" } }), placed({ at: 5, sent: { state: "empty" } })]],
    [
      "a body not captured",
      [bad(0, { sent: { state: "absent" } }), placed({ at: 5, sent: { state: "absent" } })],
    ],
    ["more than 15 minutes later", [bad(), placed({ at: MINUTES_15 + 0.001 })]],
    ["a parallel request", [bad(), placed({ at: 0.099 })]],
    [
      "a parallel request of unknown duration",
      [attempt({ status: 400 }, { durationMs: undefined }), placed({ at: 0.9 })],
    ],
    ["a retry after a success", [bad(), placed({ at: 0.05 }), placed({ at: 5 })]],
    ["the first request", [placed(), placed({ at: 5 })]],
    ["no code where those of the status differ", [attempt({ status: 409 }), placed({ at: 5 })]],
    ["a code that nobody knows", [attempt({ status: 400, code: "ODD" }), placed({ at: 5 })]],
    ["a strategy in prose", [attempt({ status: 409, code: "CONFLICT" }), placed({ at: 5 })]],
    ["no answer", [attempt({ status: null }, { failure: "timeout" }), placed({ at: 5 })]],
    ["what never reached the API", [bad(), attempt({ at: 5, status: null }, { failure: "connect" })]],
    [
      "the other side's record",
      [bad(), placed({ at: 5 }, { observedBy: "consumer" })].map((one, at) => ({
        ...one,
        observedBy: at === 0 ? "provider" : "consumer",
      })),
    ],
  ])("is not told of %s", (_, exchanges) => expect(broken(...exchanges)).toEqual([]));

  it("is not told by a body where keys are documented and headers were not captured", () => {
    const bare = [bad(), placed({ at: 5 })].map((one) => ({ ...one, request: { body: one.request.body } }));
    expect(verdicts([KEYED, ERRORS], ...bare)).toEqual([]);
    expect(broken(...bare)).toEqual(["forbidden"]);
  });

  it("is not told where a code has two entries that differ", () => {
    const twice = ERRORS.replace(
      "  WORSE:",
      `  BAD: { http_status: 400, retry_strategy: "Retry once" }\n  WORSE:`,
    );
    expect(verdicts([ORDERS, twice], bad(), placed({ at: 5 }))).toEqual([]);
  });

  it("is told once of both sides' records", () => {
    const both = [bad(), bad(5), placed({ at: 9 })].flatMap((one, index) => [
      { ...one, observedBy: "provider" as const },
      { ...one, id: `c${index}`, timeMs: one.timeMs + 200, observedBy: "consumer" as const },
    ]);
    expect(broken(...both)).toEqual(["forbidden", "forbidden"]);
    expect(broken(both[1]!, both[0]!, both[3]!, both[2]!)).toEqual(["forbidden"]);
  });

  it("is one episode a chain, with the failed request and its retry", () => {
    const exchanges = [bad(), bad(5), bad(9)];
    const signals = signalsOf(compileFor(retryFamily, [ORDERS, ERRORS]), ...exchanges);
    const [first, second] = signals.map((signal) => (signal.kind === "occurrence" ? signal : undefined));
    expect(signals).toHaveLength(2);
    expect(second?.episode).toBe(first?.episode);
    expect(second?.verdict.causes).toBeUndefined();
    expect(first?.verdict).toMatchObject({
      severity: "error",
      party: "consumer",
      client: "till",
      clause: { path: "error_codes.BAD.retry_strategy" },
      message: "till retried POST /orders after BAD, which is not to be retried",
      causes: exchanges.slice(0, 2).map(({ source, id }) => ({ source, id })),
    });
  });
});

it("a state that was stored and loaded between any two attempts says the same", () => {
  const compiled = compileFor(retryFamily, [ORDERS, ERRORS]);
  const exchanges = [0, 1, 2, 3, 4].map((at) => attempt({ at, code: "BROKEN" }));
  const signals: unknown[] = [];
  let state = compiled.initialState();
  for (const one of exchanges) {
    compiled.observe(state, one, one.timeMs, (signal) => signals.push(signal));
    state = structuredClone(state);
  }
  expect(signals).toEqual(signalsOf(compiled, ...exchanges));
  expect(signals.length).toBeGreaterThan(2);
});

describe("retry.unsafe", () => {
  const both = (...exchanges: Exchange[]) => verdicts([KEYED, ERRORS], ...exchanges).map(({ rule }) => rule);
  const lost = (more = {}) => attempt({ status: null, ...more }, { failure: "timeout" });

  it("is told of a POST without the documented key", () => {
    expect(both(lost(), placed({ at: 5 }))).toEqual(["retry.unsafe"]);
    const [verdict] = verdicts([KEYED, ERRORS], lost(), placed({ at: 5 }));
    expect(verdict?.clause.path).toBe("endpoint[POST /orders].headers.optional.Idempotency-Key");
  });

  it.each<[string, Exchange[]]>([
    ["a key", [lost({ key: "k" }), placed({ at: 5, key: "k" })]],
    ["another method", [lost({ method: "PUT" }), placed({ at: 5, method: "PUT" })]],
    ["a request that never arrived", [attempt({ status: null }, { failure: "tls" }), placed({ at: 5 })]],
    ["what was refused", [attempt({ status: 409 }), placed({ at: 5 })]],
  ])("is not told of %s", (_, exchanges) => expect(both(...exchanges)).toEqual([]));

  it("is not told where no key is documented", () => expect(broken(lost(), placed({ at: 5 }))).toEqual([]));
});
