import { compiled, step, steps, take, told, verdictsOf, watch, ORDER, ORDERED } from "./sequence.fixture.ts";

const PAID = ["A->>B: buy", "B->>C: charge", "C-->>B: charged", "B-->>A: bought"];
const REFUSED = ["A->>B: buy", "B->>C: charge", "C-->>B: declined", "B-->>A: refused"];
const CANCELLED = ["A->>B: cancel", "B->>C: refund"];

describe("several diagrams", () => {
  const shop = compiled(PAID, REFUSED, CANCELLED);

  it.each([
    ["the one", PAID],
    ["the other", REFUSED],
    ["a third", CANCELLED],
    ["as far as both go alike", PAID.slice(0, 2)],
    ["one after the other in a trace", [...PAID, ...CANCELLED]],
  ])("a run may be of %s", (_, texts) => expect(told(shop, steps(...texts))).toEqual([]));

  it("belongs to the one that shows what came", () => {
    expect(told(shop, steps(...PAID.slice(0, 3)))).toEqual([
      'missing-step: B never answered A with "bought".',
    ]);
    expect(told(shop, steps(...REFUSED.slice(0, 3)))).toEqual([
      'missing-step: B never answered A with "refused".',
    ]);
    expect(verdictsOf(shop, steps("A->>B: cancel"))[0]?.clause.path).toBe("sequence#3.arrows[1]");
  });

  it("accuses what each of them requires, and what none shows", () => {
    expect(told(shop, steps("A->>B: buy"))).toEqual(['missing-step: B never called C with "charge".']);
    expect(told(shop, steps(...PAID, "A->>C: hello"))).toEqual([
      'unexpected-step: A called C with "hello", which the sequence does not show.',
    ]);
  });

  it("accuses a disorder only where each of them has it", () => {
    const either = compiled(["A->>B: x", "B->>C: y", "C->>B: z"], ["A->>B: x", "C->>B: z", "B->>C: y"]);
    expect(told(either, steps("A->>B: x", "C->>B: z", "B->>C: y"))).toEqual([]);
    expect(told(either, steps("A->>B: x", "B->>C: y", "C->>B: z"))).toEqual([]);
    const alike = compiled(["A->>B: x", "B->>C: y"], ["A->>B: x", "B->>C: y", "opt", "C->>A: z", "end"]);
    expect(told(alike, steps("B->>C: y", "A->>B: x"))).toHaveLength(1);
  });
});

describe("a diagram that does not parse", () => {
  const broken = compiled(PAID, [...CANCELLED, "loop"]);

  it("is followed by no rule, and says why", () => {
    expect(told(broken, steps("A->>B: cancel"))).toEqual([]);
    const clauses = broken.clauses.filter(({ path }) => path.startsWith("sequence#2"));
    expect(clauses).toHaveLength(3);
    for (const { reasonNot } of clauses) expect(reasonNot).toMatch(/does not parse/);
  });

  it("stops no other, but may show what that does not", () => {
    expect(told(broken, steps(...PAID.slice(0, 3)))).toHaveLength(1);
    expect(told(broken, steps(...PAID, "A->>C: hello"))).toEqual([]);
    expect(told(compiled(PAID, [...PAID, "loop"]), steps("A->>B: buy"))).toEqual([]);
  });

  it("alone compiles to no check", () =>
    expect(compiled(["loop"]).clauses.map(({ enforcedBy }) => enforcedBy)).toEqual([[]]));
});

it("a diagram without arrows is accounted for", () => {
  const empty = compiled(["participant A"]);
  expect(empty.clauses.map(({ reasonNot }) => reasonNot)).toEqual(["The diagram has no arrows."]);
  expect(told(empty, steps("A->>B: m"))).toEqual([]);
});

describe("state", () => {
  const order = compiled(ORDER);
  const faulty = [
    ...steps(...ORDERED.filter((_, index) => index !== 5)),
    ...steps(...ORDERED.toReversed()).map((one) => ({ ...one, id: `u${one.id}`, traceId: "u" })),
    ...steps(...ORDERED.slice(0, 4), "Gateway->>Payment: Hello").map((one) => ({
      ...one,
      id: `v${one.id}`,
      traceId: "v",
    })),
    step("Stock->>Payment: Early", 0.5, { id: "w1", traceId: "w" }),
    step(ORDERED[0]!, 0, { id: "w0", traceId: "w" }),
  ].toSorted((left, right) => left.timeMs - right.timeMs);

  it("is plain data: a restart at any event changes nothing", () => {
    const whole = verdictsOf(order, faulty);
    expect(new Set(whole.map(({ rule }) => rule)).size).toBe(3);
    for (let restart = 0; restart <= faulty.length; restart += 1) {
      const at = watch(order);
      const said = faulty.slice(0, restart).flatMap((one) => take(order, at, one));
      const again = compiled(ORDER);
      at.state = again.adopt(structuredClone(at.state));
      for (const one of faulty.slice(restart)) said.push(...take(again, at, one));
      said.push(...take(again, at, at.clockMs + 60_000));
      expect(said).toEqual(whole);
    }
  });

  it("is bounded: of too many open traces the oldest are given up, and never judged", () => {
    const short = compiled(PAID.slice(0, 2));
    const at = watch(short);
    const first = step(PAID[0]!, 0);
    for (let index = 0; index < 100_100; index += 1)
      short.observe(at.state, { ...first, traceId: `${index}` }, first.timeMs, () => undefined);
    const traces = new Set<string>();
    short.advance(at.state, first.timeMs + 60_000, (signal) => {
      if (signal.kind === "breach") traces.add(signal.verdict.subject);
    });
    expect(traces.size).toBe(100_000);
    expect(traces.has("99")).toBe(false);
    const [state] = [...at.state.checks.values()].slice(-1) as { open: Map<string, unknown>; held: number }[];
    expect([state?.open.size, state?.held]).toEqual([0, 0]);
  });

  it("keeps no more of a trace than its arrows and some strays", () => {
    const at = watch(order);
    for (let index = 0; index < 2_000; index += 1) {
      take(order, at, step("Stock->>Payment: Early", 1, { id: `${index}` }));
      take(order, at, step("Order Service->>Stock: Reserve", 1, { id: `r${index}` }));
    }
    expect(
      JSON.stringify([...at.state.checks.values()].at(-1), (_, value: unknown) =>
        value instanceof Map ? [...value] : value,
      ).length,
    ).toBeLessThan(20_000);
  });
});
