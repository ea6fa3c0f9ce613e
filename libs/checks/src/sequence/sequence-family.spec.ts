import { exchange } from "../testing/fixtures.ts";
import {
  ORDER,
  ORDERED,
  START,
  compiled,
  step,
  steps,
  take,
  told,
  verdictsOf,
  watch,
} from "./sequence.fixture.ts";

const order = compiled(ORDER);
const without = (...missing: string[]) =>
  ORDERED.filter((text) => !missing.some((one) => text.includes(one)));

describe("a run as drawn", () => {
  it.each([
    ["as it stands", ORDERED],
    [
      "with its internal steps",
      [...ORDERED.slice(0, 1), "Gateway->>Gateway: Validate Token", ...ORDERED.slice(1)],
    ],
    [
      "in other letters and spaces",
      ORDERED.map((text) => text.toUpperCase().replace("ORDER SERVICE", " order  service ")),
    ],
    ["under the identifiers of the text", ORDERED.map((text) => text.replace("Client", "c"))],
    ["with what others do", [...ORDERED.slice(0, 4), "Stock->>Database: SELECT", ...ORDERED.slice(4)]],
    [
      "with internal steps that it does not show",
      [...ORDERED.slice(0, 4), "Stock->>Stock: Count", ...ORDERED.slice(4)],
    ],
  ])("accuses nobody: %s", (_, texts) => expect(told(order, steps(...texts))).toEqual([]));

  it("may be logged in any order: time decides", () =>
    expect(told(order, steps(...ORDERED).toReversed())).toEqual([]));

  it("may have steps of the same time in any order", () => {
    const same = steps(...ORDERED).map((one) => ({ ...one, timeMs: START }));
    expect(told(order, same.toReversed())).toEqual([]);
  });

  it("accounts for every clause", () => {
    const by = Object.fromEntries(order.clauses.map(({ path, enforcedBy }) => [path, enforcedBy]));
    expect(by["sequence"]).toEqual(["sequence.unexpected-step"]);
    expect(by["sequence.arrows[0]"]).toEqual(["sequence.missing-step", "sequence.out-of-order"]);
    expect(by["sequence.arrows[1]"]).toEqual(["sequence.out-of-order"]);
  });
});

describe("sequence.missing-step", () => {
  it("says what never came, when patience ended, and what was seen", () => {
    const [verdict, ...others] = verdictsOf(order, steps(...without("Paid")));
    expect(others).toEqual([]);
    expect(verdict).toMatchObject({
      rule: "sequence.missing-step",
      severity: "error",
      party: "provider",
      clause: {
        path: "sequence.arrows[6]",
        file: "shop.md",
        line: 10,
        text: "Payment-->>Order Service: Paid",
      },
      subject: "t",
      environment: "live",
      timeMs: START + 8_000 + 60_000,
      message: 'Payment never answered Order Service with "Paid".',
      causes: ["0", "1", "2", "3", "4", "5", "6", "7", "8"].map((id) => ({ source: "tracer", id })),
    });
  });

  it.each([
    [
      "a call, whose reply goes without saying",
      without("Pay", "Paid"),
      ['Order Service never called Payment with "Pay".'],
    ],
    [
      "a call that was answered nevertheless",
      without(": Pay"),
      ['Order Service never called Payment with "Pay".'],
    ],
    ["what is sent", without("Webhook"), ['Mailer never sent Client with "Webhook: order.created".']],
    [
      "all that comes after a stop",
      ORDERED.slice(0, 6),
      [
        'Order Service never answered Gateway with "Created (201)".',
        'Gateway never answered Client with "Order".',
        'Order Service never sent Mailer with "order.created".',
        'Mailer never sent Client with "Webhook: order.created".',
      ],
    ],
  ])("names %s", (_, texts, messages) =>
    expect(verdictsOf(order, steps(...texts)).map(({ message }) => message)).toEqual(messages),
  );

  it("waits for 60 s", () => {
    const at = watch(order);
    for (const one of steps(...ORDERED.slice(0, 9))) take(order, at, one);
    const last = START + 8_000;
    expect(take(order, at, last + 59_999)).toEqual([]);
    expect(take(order, at, last + 60_000)).toHaveLength(1);
    expect(take(order, at, last + 600_000)).toEqual([]);
  });

  it.each([
    [60, []],
    [60.001, ["missing-step"]],
  ])("takes a step that comes %d s after the last one", (seconds, rules) => {
    const late = step(ORDERED[9]!, 8 + seconds);
    const said = told(order, [...steps(...ORDERED.slice(0, 9)), late]);
    expect(said.map((text) => text.split(":")[0])).toEqual(rules);
  });

  it.each([
    ["the call", ["Client->>Gateway: POST /orders", "!Gateway->>Order Service: Create Order"]],
    ["a reply", [...ORDERED.slice(0, 5), "!Payment-->>Order Service: Paid"]],
    ["an early answer", ["Client->>Gateway: POST /orders", "!Gateway-->>Client: Order"]],
    ["a hasty answer", [ORDERED[0]!, "!Gateway-->>Client: Order", ...ORDERED.slice(1, 4)]],
    [
      "what is not drawn",
      [...ORDERED.slice(0, 5), "!Payment-->>Order Service: Declined", "Order Service->>Stock: Release"],
    ],
  ])("requires nothing after a failure: %s", (_, texts) => expect(told(order, steps(...texts))).toEqual([]));

  it("requires what precedes the call of a failed answer, and the call before its answer", () => {
    expect(told(order, steps(ORDERED[0]!, "!Stock-->>Order Service: Reserved"))).toEqual([
      'missing-step: Gateway never called Order Service with "Create Order".',
      'missing-step: Order Service never called Stock with "Reserve".',
    ]);
    expect(told(order, steps(...ORDERED.slice(0, 2), `!${ORDERED[3]}`, ORDERED[2]!))).toEqual([
      'out-of-order: Stock answered Order Service with "Reserved" before Order Service called Stock with "Reserve".',
    ]);
  });

  it("requires what precedes a failure", () =>
    expect(told(order, steps(...ORDERED.slice(0, 3), "!Order Service->>Payment: Pay"))).toEqual([
      'missing-step: Stock never answered Order Service with "Reserved".',
    ]));

  it("does not judge a trace whose beginning it did not see", () => {
    for (let from = 1; from < ORDERED.length; from += 1)
      expect(told(order, steps(...ORDERED.slice(from, from + 2)))).toEqual([]);
    expect(told(order, steps("Client->>Gateway: POST /login", ...ORDERED.slice(0, 3)))).toEqual([]);
  });

  it("keeps environments and traces apart", () => {
    const [first, ...rest] = steps(...ORDERED);
    const others = rest.map((one) => ({ ...one, traceId: "u" }));
    const elsewhere = rest.map((one) => ({ ...one, environment: "trial" }));
    expect(told(order, [first!, ...others, ...elsewhere])).toHaveLength(6);
  });

  it.each([
    ["the interaction", steps(...without("Paid")).map((one) => ({ ...one, partial: true }))],
    [
      "one of its source",
      [...steps(...without("Paid")), step("A->>B: m", 9, { traceId: "u", partial: true })],
    ],
  ])("is mute where %s is sampled", (_, interactions) => expect(told(order, interactions)).toEqual([]));

  it("is mute where an exchange of the source is sampled", () => {
    const at = watch(order);
    for (const one of steps(...without("Paid"))) take(order, at, one);
    order.observe(at.state, exchange({ source: "tracer", partial: true }), at.clockMs, () => undefined);
    expect(take(order, at, at.clockMs + 60_000)).toEqual([]);
  });

  it("does not judge a trace twice, nor what comes late as a new run", () => {
    const at = watch(order);
    for (const one of steps(...ORDERED)) take(order, at, one);
    expect(take(order, at, START + 120_000)).toEqual([]);
    for (const one of steps(...ORDERED.slice(0, 2)))
      expect(take(order, at, { ...one, timeMs: START + 130_000 })).toEqual([]);
    expect(take(order, at, START + 600_000)).toEqual([]);
  });
});

describe("sequence.out-of-order", () => {
  const swapped = (left: number, right: number): string[] => {
    const texts = [...ORDERED];
    [texts[left], texts[right]] = [texts[right]!, texts[left]!];
    return texts;
  };

  it("says once what came too early, and before what", () => {
    const [verdict, ...others] = verdictsOf(order, steps(...swapped(3, 4)));
    expect(others).toEqual([]);
    expect(verdict).toMatchObject({
      rule: "sequence.out-of-order",
      severity: "warning",
      party: "provider",
      clause: { path: "sequence.arrows[5]" },
      timeMs: START + 3_000,
      message: 'Order Service called Payment with "Pay" before Stock answered Order Service with "Reserved".',
      causes: [
        { source: "tracer", id: "3" },
        { source: "tracer", id: "4" },
      ],
    });
  });

  it.each([
    ["the first two", swapped(0, 1)],
    ["a reply before its call", swapped(2, 3)],
    ["an event before its cause", [...ORDERED.slice(0, 5), ORDERED[8]!, ...ORDERED.slice(5, 8), ORDERED[9]!]],
    ["what an event causes before it", swapped(8, 9)],
    ["an internal step", [...ORDERED.slice(0, 2), "Gateway->>Gateway: Validate Token", ...ORDERED.slice(2)]],
    ["everything", ORDERED.toReversed()],
  ])("accuses %s once", (_, texts) =>
    expect(verdictsOf(order, steps(...texts)).map(({ rule }) => rule)).toEqual(["sequence.out-of-order"]),
  );

  it.each([
    [
      "an event, as soon as its cause came",
      [...ORDERED.slice(0, 6), ORDERED[8]!, ...ORDERED.slice(6, 8), ORDERED[9]!],
    ],
    ["all that an event causes", [...ORDERED.slice(0, 6), ORDERED[8]!, ORDERED[9]!, ...ORDERED.slice(6, 8)]],
    ["a step that was repeated", [...ORDERED.slice(0, 3), ORDERED[4]!, ORDERED[3]!, ...ORDERED.slice(4)]],
  ])("lets come early: %s", (_, texts) => expect(told(order, steps(...texts))).toEqual([]));

  it.each([
    [4.999, []],
    [5.001, ["sequence.out-of-order"]],
  ])("compares the clocks of two sources roughly: %d s too early", (early, rules) => {
    const run = steps(...ORDERED);
    run[4] = step(ORDERED[4]!, 3 - early, { source: "payment" });
    run[0] = step(ORDERED[0]!, -9);
    run[1] = step(ORDERED[1]!, -8);
    run[2] = step(ORDERED[2]!, -7);
    expect(verdictsOf(order, run).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe("sequence.unexpected-step", () => {
  const strange = "Order Service->>Payment: Refund";

  it("says at once what the diagram does not show", () => {
    const at = watch(order);
    for (const one of steps(...ORDERED.slice(0, 3))) take(order, at, one);
    const [verdict, ...others] = take(order, at, step(strange, 3));
    expect(others).toEqual([]);
    expect(verdict).toMatchObject({
      rule: "sequence.unexpected-step",
      severity: "warning",
      party: "provider",
      clause: { path: "sequence", line: 2, text: "sequenceDiagram" },
      timeMs: START + 3_000,
      message: 'Order Service called Payment with "Refund", which the sequence does not show.',
      evidence: { expected: ["Order Service->>Payment: Pay"], actual: { message: "Refund" } },
      causes: [{ source: "tracer", id: "3" }],
    });
  });

  it.each([
    ["another message", strange],
    ["another kind", "Order Service--)Payment: Pay"],
    ["another reply", "Payment-->>Order Service: Perhaps"],
    ["the other direction", "Payment->>Order Service: Pay"],
  ])("accuses %s", (_, text) =>
    expect(told(order, steps(...ORDERED, text)).map((one) => one.split(":")[0])).toEqual(["unexpected-step"]),
  );

  it("waits for a beginning that is logged later", () => {
    const at = watch(order);
    expect(take(order, at, step(strange, 1))).toEqual([]);
    for (const [second, text] of ORDERED.entries())
      take(order, at, step(text, second === 0 ? 0 : second + 1));
    expect(take(order, at, START + 80_000).map(({ rule }) => rule)).toEqual(["sequence.unexpected-step"]);
  });

  it.each([
    ["in a trace that is no run", [strange, strange]],
    ["between one who takes part and another", [...ORDERED, "Payment->>Bank: Pay"]],
    ["that failed", [...ORDERED, `!${strange}`]],
    ["after a failure", [...ORDERED.slice(0, 4), "!Order Service->>Payment: Pay", strange]],
  ])("accuses nothing %s", (_, texts) => expect(told(order, steps(...texts))).toEqual([]));
});
