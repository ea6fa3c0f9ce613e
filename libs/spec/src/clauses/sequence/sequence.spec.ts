import { clausesOf } from "../../specification.ts";
import type { SequenceStep } from "../../sequence.ts";
import { findings, ofMarkdown } from "../../testing/load.ts";

const diagram = (...rows: string[]) =>
  ofMarkdown(["```mermaid", "sequenceDiagram", ...rows, "```"].join("\n"));

/** Each arrow as `from kind to: message`, with what else is drawn. */
const arrows = (...rows: string[]): string[] =>
  clausesOf(diagram(...rows), "sequence.arrow").map(({ parameters }) => {
    const { from, to, message, arrow, lost, both } = parameters;
    return `${from} ${arrow} ${to}: ${message}${lost ? " (lost)" : ""}${both ? " (both)" : ""}`;
  });

const problems = (...rows: string[]): string[] => findings(diagram(...rows), "lint.unreadable");

/** The steps in short: `0 alt(1|2 3) 4`. */
const shape = (steps: readonly SequenceStep[]): string =>
  steps
    .map((step) =>
      "arrow" in step
        ? (/\[(\d+)\]/.exec(step.arrow)?.[1] ?? "?")
        : `${step.block}(${step.branches.map(shape).join("|")})`,
    )
    .join(" ");

const shapeOf = (...rows: string[]): string | undefined => {
  const [clause] = clausesOf(diagram(...rows), "sequence");
  return clause && shape(clause.parameters.steps);
};

describe("arrows", () => {
  it.each([
    ["A->B: m", "A sync B: m"],
    ["A->>B: m", "A sync B: m"],
    ["A-->B: m", "A reply B: m"],
    ["A-->>B: m", "A reply B: m"],
    ["A-)B: m", "A async B: m"],
    ["A--)B: m", "A async B: m"],
    ["A-xB: m", "A async B: m (lost)"],
    ["A--xB: m", "A async B: m (lost)"],
    ["A<<->>B: m", "A sync B: m (both)"],
    ["A<<-->>B: m", "A reply B: m (both)"],
    ["A-|\\B: m", "A sync B: m"],
    ["A--//B: m", "A reply B: m"],
    ["A/|-B: m", "B sync A: m"],
    ["A()->>()B: m", "A sync B: m"],
    ["A->>+B: m", "A sync B: m"],
    ["A-->>-B: m", "A reply B: m"],
    ["  A   ->>  B  :  m  ", "A sync B: m"],
    ["API Gateway->>Order Service: Create Order", "API Gateway sync Order Service: Create Order"],
    ['"API Gateway"->>"Order Service": m', "API Gateway sync Order Service: m"],
    ["api-gateway->>order-service: m", "api-gateway sync order-service: m"],
    ["web-xyz->>api: m", "web-xyz sync api: m"],
    ["A->>B: Webhook: order.created", "A sync B: Webhook: order.created"],
    ["A->>B: two<br/>lines<br>more", "A sync B: two lines more"],
    ["A->>B: a#59; b #quot;c#quot; #9829; #nobody;", 'A sync B: a; b "c" ♥ #nobody;'],
    ["A->>B: m # a comment", "A sync B: m"],
    ["A->>B: wrap: m", "A sync B: m"],
    ["A->>B:", "A sync B: "],
    ["A->>A: think", "A sync A: think"],
    ["API (v1)->>B: m", "API (v1) sync B: m"],
  ])("reads %s", (row, arrow) => {
    expect(problems(row)).toEqual([]);
    expect(arrows(row)).toEqual([arrow]);
  });

  it("reads several statements in a line, each at its place", () => {
    const clauses = clausesOf(diagram("A->>B: one; B-->>A: two;"), "sequence.arrow");
    expect(clauses.map(({ path, line, column, text }) => [path, line, column, text])).toEqual([
      ["sequence.arrows[0]", 3, 1, "A->>B: one"],
      ["sequence.arrows[1]", 3, 13, "B-->>A: two"],
    ]);
  });
});

describe("participants", () => {
  it.each([
    ["participant O as Order Service", "Order Service"],
    ["participant O as Order<br/>Service", "Order Service"],
    ['actor O as "Order Service"', "Order Service"],
    ["Participant O AS Order Service", "Order Service"],
    ["create participant O as Order Service", "Order Service"],
    ['participant O@{ "type": "database" } as Order Service', "Order Service"],
    ['participant O@{ "type": "queue", "alias": "Order Service" }', "Order Service"],
    ["participant O", "O"],
    ["%% nobody declares it", "O"],
  ])("shows the name of %s", (row, name) => {
    expect(problems(row, "O->>B: m")).toEqual([]);
    expect(arrows(row, "O->>B: m", "destroy O")).toEqual([`${name} sync B: m`]);
  });

  it("keeps who takes part, declared or not, and the identifiers that stand for them", () => {
    const [clause] = clausesOf(diagram("participant O as Orders", "actor Idle", "O->>B: m"), "sequence");
    expect(clause).toMatchObject({
      path: "sequence",
      line: 2,
      text: "sequenceDiagram",
      parameters: { participants: ["Orders", "Idle", "B"], aliases: { O: "Orders" } },
    });
  });
});

describe("what only decorates", () => {
  it.each([
    "%% A->>B: no",
    "# A->>B: no",
    "autonumber",
    "autonumber 10 5",
    "autonumber off",
    "title Orders: how they go",
    "title: Orders",
    "accTitle: A->>B: no; never",
    "accDescr: A->>B: no",
    "Note over A,B: A->>B: no<br/>another line",
    "note right of A: text",
    "NOTE LEFT OF A: text",
    "activate A",
    "deactivate A",
    'links A: {"Dashboard": "https://example.com"}',
    "link A: Dashboard @ https://example.com/x",
    'properties A: {"class": "internal"}',
    "details A: more",
    "%%{init: {'theme': 'dark'}}%%",
    "destroy A",
    ";;",
  ])("passes over %s", (row) => {
    expect(problems(row, "A->>B: m")).toEqual([]);
    expect(arrows(row, "A->>B: m")).toEqual(["A sync B: m"]);
  });

  it("passes over front matter, directives and descriptions of several lines", () => {
    const text = [
      "```mermaid",
      "---",
      "title: A->>B: no",
      "---",
      "%%{init: {",
      "  'theme': 'dark'",
      "}}%%",
      "  sequenceDiagram",
      "accDescr {",
      "  A->>B: no",
      "}",
      "A->>B: m",
      "```",
    ].join("\n");
    const specification = ofMarkdown(text);
    expect(findings(specification, "lint.unreadable")).toEqual([]);
    expect(clausesOf(specification, "sequence")[0]).toMatchObject({ line: 8, column: 3 });
    expect(clausesOf(specification, "sequence.arrow").map(({ line }) => line)).toEqual([12]);
  });
});

describe("blocks", () => {
  const M = "A->>B: m";
  it.each([
    ["0 loop(1)", [M, "loop every minute", M, "end"]],
    ["alt(0|1|2)", ["alt a", M, "else b", M, "else", M, "end"]],
    ["opt(0)", ["opt", M, "end"]],
    ["par(0|1)", ["par to B", M, "and to C", M, "end"]],
    ["par(0|1)", ["par_over both", M, "and", M, "end"]],
    ["critical(0|1|2)", ["critical c", M, "option x", M, "option y", M, "end"]],
    ["break(0) 1", ["break when it fails", M, "end", M]],
    ["group(0)", ["rect rgb(0, 255, 0)", M, "end"]],
    ["group() 0", ["box Purple Backend", "participant A", "end", M]],
    [
      "loop(alt(0 opt(1)|par(2|3)) 4)",
      [
        ["LOOP l", "ALT a", M, "OPT o", M, "END", "ELSE b", "PAR p", M, "AND q", M, "END", "END", M, "END"],
      ].flat(),
    ],
    ["opt(0) 1", ["opt o; A->>B: m; end; A->>B: n"]],
    ["opt(0) 1", ["opt A->>B: only a label", M, "end A->>B: after"]],
  ])("reads %s", (steps, rows) => {
    expect(problems(...rows)).toEqual([]);
    expect(shapeOf(...rows)).toBe(steps);
  });
});

describe("what mermaid does not read", () => {
  it.each([
    ['3: This line of the sequence diagram is none that mermaid knows: "A calls B".', ["A calls B"]],
    ['3: This line of the sequence diagram is none that mermaid knows: "A->>B".', ["A->>B"]],
    ['3: This line of the sequence diagram is none that mermaid knows: "A->>: m".', ["A->>: m"]],
    ['3: This line of the sequence diagram is none that mermaid knows: "A->>B->>C: m".', ["A->>B->>C: m"]],
    ['3: This line of the sequence diagram is none that mermaid knows: "Note over A".', ["Note over A"]],
    [
      '3: This line of the sequence diagram is none that mermaid knows: "charset=utf-8".',
      ["A->>B: m; charset=utf-8"],
    ],
    ['4: The diagram has "end" without a block that it could close.', ["A->>B: m", "end"]],
    ['3: The block "loop often" of the sequence diagram has no `end`.', ["loop often", "A->>B: m"]],
    ['3: The diagram has "else no" outside of a block that it could divide.', ["else no", "A->>B: m"]],
    ['4: The diagram has "and more" outside of a block that it could divide.', ["opt", "and more", "end"]],
  ])("says: %s", (message, rows) => {
    const specification = diagram(...rows, "%% A->>B: last");
    expect(findings(specification, "lint.unreadable")).toEqual([message]);
    expect(specification.diagnostics.find(({ rule }) => rule === "lint.unreadable")?.severity).toBe(
      "warning",
    );
    for (const clause of specification.clauses) expect(clause.reason).toMatch(/does not parse/);
  });

  it("keeps the arrows that it could read, for who looks for endpoints", () =>
    expect(arrows("A->>B: POST /orders", "loop")).toEqual(["A sync B: POST /orders"]));

  it("stops at nesting and sizes that nobody draws", () => {
    expect(problems(...new Array<string>(60).fill("opt"), ...new Array<string>(60).fill("end"))).not.toEqual(
      [],
    );
    const rows = Array.from({ length: 501 }, (_, index) => `A->>B: m${index}`);
    expect(clausesOf(diagram(...rows), "sequence")[0]?.reason).toBe("The diagram has more than 500 arrows.");
    expect(arrows(`A->>B: ${"m".repeat(1000)}`)).toEqual([]);
    const ends = 100_000;
    expect(problems("opt\n".repeat(ends), "end ".repeat(ends))).toHaveLength(10);
  });
});

it("numbers the sequences of a document, whatever other diagrams it has", () => {
  const fence = (...rows: string[]) => ["```mermaid", ...rows, "```", ""];
  const specification = ofMarkdown(
    [
      ...fence("graph TD", "A-->B"),
      ...fence("sequenceDiagram", "A->>B: m"),
      ...fence("sequenceDiagram", "A->>B: m"),
    ].join("\n"),
  );
  expect(specification.clauses.map(({ path }) => path)).toEqual([
    "sequence",
    "sequence.arrows[0]",
    "sequence#2",
    "sequence#2.arrows[0]",
  ]);
});
