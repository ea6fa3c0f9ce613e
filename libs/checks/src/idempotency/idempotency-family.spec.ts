import type { Exchange } from "#observation";
import { json, signalsOf, verdictsOf } from "../testing/fixtures.ts";
import { compileFor } from "../testing/shop.ts";
import { idempotencyFamily } from "./idempotency-family.ts";
import { broken, CONFLICT, order, ORDERS, SCENARIO } from "./idempotency.fixture.ts";

const ALL = [ORDERS, SCENARIO];
const DAY_S = 86_400;

describe("idempotency.duplicate-effect", () => {
  it.each<[string, Exchange[]]>([
    ["two orders for one key", [order(), order({ at: 5, id: "O-2" })]],
    ["numbers", [order({ id: 1 }), order({ at: 5, id: 2 })]],
    ["parallel requests", [order({ at: 0.05 }, { durationMs: 10 }), order({ id: "O-2" })]],
    ["a replay just within 24 hours", [order(), order({ at: DAY_S - 1, id: "O-2" })]],
    ["an answer that was lost", [order({ status: 500 }), order({ at: 1 }), order({ at: 2, id: "O-2" })]],
    [
      "a first id that was not captured",
      [order({ answer: { state: "absent" } }), order({ at: 1 }), order({ at: 2, id: "O-2" })],
    ],
    ["empty bodies", [1, 2].map((at) => order({ at, id: `O-${at}`, sent: { state: "empty" } }))],
  ])("is told for %s", (_, exchanges) =>
    expect(broken([ORDERS], ...exchanges)).toEqual(["duplicate-effect"]),
  );

  it.each<[string, Exchange[]]>([
    ["the same order", [order(), order({ at: 5 })]],
    ["another key", [order(), order({ at: 5, id: "O-2", key: "k-2" })]],
    ["no key", [order({ key: null }), order({ at: 5, id: "O-2", key: null })]],
    ["an empty key", [order({ key: " " }), order({ at: 5, id: "O-2", key: " " })]],
    ["another client", [order(), order({ at: 5, id: "O-2" }, { client: "till" })]],
    ["no client", [1, 2].map((at) => order({ at, id: `O-${at}` }, { client: undefined }))],
    ["another environment", [order(), order({ at: 5, id: "O-2" }, { environment: "trial" })]],
    ["another query", [order(), order({ at: 5, id: "O-2", query: "?dry=1" })]],
    ["a failure before", [order({ status: 500, id: "O-0" }), order({ at: 5, id: "O-2" })]],
    ["a conflict", [order(), order({ at: 5, id: "O-2", status: 409 })]],
    ["24 hours later", [order(), order({ at: DAY_S, id: "O-2" })]],
    [
      "bodies that were not captured",
      [1, 2].map((at) => order({ at, id: `O-${at}`, sent: { state: "absent" } })),
    ],
    ["an answer without an id", [order(), order({ at: 5, answer: json({}) })]],
    [
      "the other side's record",
      [order({}, { observedBy: "consumer" }), order({ id: "O-2" }, { observedBy: "provider" })],
    ],
  ])("is not told for %s", (_, exchanges) => expect(broken([ORDERS], ...exchanges)).toEqual([]));

  it("is one critical episode a key, citing the header, with both requests", () => {
    const exchanges = [order(), order({ at: 5, id: "O-2" }), order({ at: 6, id: "O-3" })];
    const signals = signalsOf(compileFor(idempotencyFamily, ALL), ...exchanges);
    const [first, second] = signals.map((signal) => (signal.kind === "occurrence" ? signal : undefined));
    expect(signals).toHaveLength(2);
    expect(first?.episode).toBe(second?.episode);
    expect(first?.verdict).toMatchObject({
      severity: "critical",
      party: "provider",
      clause: { path: "endpoint[POST /orders].headers.optional.Idempotency-Key" },
      message: 'POST /orders answered a repeated idempotency key with order_id "O-2", and with "O-1" before',
      evidence: { expected: "O-1", actual: "O-2", pointer: "/order_id" },
      causes: exchanges.slice(0, 2).map(({ source, id }) => ({ source, id })),
    });
    expect(second?.verdict.causes).toBeUndefined();
  });
});

describe("idempotency.wrong-replay-status", () => {
  it.each<[string, string[], Exchange[]]>([
    ["the first status again", ALL, [order(), order({ at: 5 })]],
    ["202", ALL, [order(), order({ at: 5, status: 202 })]],
    ["a conflict nobody documented", ALL, [order(), order({ at: 5, status: 409 })]],
    ["just after the first answer", ALL, [order(), order({ at: 0.1 })]],
  ])("is told for %s", (_, blocks, exchanges) =>
    expect(broken(blocks, ...exchanges)).toEqual(["wrong-replay-status"]),
  );

  it.each<[string, string[], Exchange[]]>([
    ["the scenario's status", ALL, [order(), order({ at: 5, status: 200 })]],
    ["the documented conflict", [ORDERS + CONFLICT, SCENARIO], [order(), order({ at: 5, status: 409 })]],
    ["anything where nothing is documented", [ORDERS], [order(), order({ at: 5 })]],
    ["a failure", ALL, [order(), order({ at: 5, status: 500 }), order({ at: 6, status: 429 })]],
    ["a success after a failure", ALL, [order({ status: 500 }), order({ at: 5 })]],
    ["a request while the first was under way", ALL, [order(), order({ at: 0.09 })]],
    ["a first answer of unknown duration", ALL, [order({}, { durationMs: undefined }), order({ at: 0.9 })]],
    ["what was logged after a later one", ALL, [order({ at: 5, status: 200 }), order()]],
    [
      "the other side's record",
      ALL,
      [order({}, { observedBy: "provider" }), order({ at: 3 }, { observedBy: "consumer" })],
    ],
  ])("is not told for %s", (_, blocks, exchanges) => expect(broken(blocks, ...exchanges)).toEqual([]));

  it("cites the scenario's step", () => {
    const [verdict] = verdictsOf(
      compileFor(idempotencyFamily, [ORDERS + CONFLICT, SCENARIO]),
      order(),
      order({ at: 5 }),
    );
    expect(verdict).toMatchObject({
      severity: "warning",
      clause: { path: "test_scenarios.idempotency.steps[3]" },
      message: "POST /orders answered a repeated request with 201; the specification says 200 or 409",
      evidence: { expected: "200 or 409", actual: 201 },
    });
  });
});

describe("idempotency.key-reuse", () => {
  const other = { total: 4 };
  it.each<[string, Exchange[]]>([
    ["two bodies that were accepted", [order(), order({ at: 5, id: "O-2", body: other })]],
    ["a second body that was refused", [order(), order({ at: 5, status: 409, body: other })]],
    ["a second body after a failure", [order({ status: 500 }), order({ at: 5, body: other })]],
    [
      "a second body after no answer",
      [order({ status: null }, { failure: "timeout" }), order({ at: 5, body: other })],
    ],
  ])("is told for %s", (_, exchanges) => expect(broken([ORDERS], ...exchanges)).toEqual(["key-reuse"]));

  it.each<[string, Exchange[]]>([
    [
      "one body, its members in another order",
      [order({ body: { a: 1, b: 2 } }), order({ at: 5, body: { b: 2, a: 1 } })],
    ],
    ["a body corrected after a refusal", [order({ status: 400 }), order({ at: 5, body: other })]],
    ["a refusal logged after the correction", [order({ at: 1, body: other }), order({ status: 400 })]],
    ["a body that was not captured", [order(), order({ at: 5, sent: { state: "absent" } })]],
    ["another client", [order(), order({ at: 5, body: other }, { client: "till" })]],
    [
      "what never reached the API",
      [order({ status: null }, { failure: "connect" }), order({ at: 5, body: other })],
    ],
  ])("is not told for %s", (_, exchanges) => expect(broken([ORDERS], ...exchanges)).toEqual([]));
});

it("a state that was stored and loaded between any two requests says the same", () => {
  const compiled = compileFor(idempotencyFamily, ALL);
  const exchanges = [0, 1, 2, 3].map((at) => order({ at, id: `O-${at}`, body: { at: at % 3 } }));
  const signals: unknown[] = [];
  let state = compiled.initialState();
  for (const one of exchanges) {
    compiled.observe(state, one, one.timeMs, (signal) => signals.push(signal));
    state = structuredClone(state);
  }
  expect(signals).toEqual(signalsOf(compiled, ...exchanges));
  expect(signals).toHaveLength(3);
});

describe("the account of clauses", () => {
  const account = (blocks: string[]) =>
    compileFor(idempotencyFamily, blocks).clauses.filter(({ kind }) =>
      /idempotency|request.header/.test(kind),
    );

  it("names the rules of header and scenario", () =>
    expect(account(ALL).map(({ enforcedBy }) => enforcedBy)).toEqual([
      ["idempotency.duplicate-effect", "idempotency.key-reuse"],
      ["idempotency.wrong-replay-status"],
    ]));

  it("says why a scenario is not enforced", () =>
    expect(account([SCENARIO])[0]?.reasonNot).toContain("No documented endpoint"));
});
