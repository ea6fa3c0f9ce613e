import fc from "fast-check";
import { loadSpecification } from "./load-specification.ts";
import type { Specification } from "./specification.ts";
import { clausesOf } from "./specification.ts";
import { findings, ofMarkdown, ofYaml, sha256 } from "./testing/load.ts";

const ENDPOINT = "endpoint: { method: GET, path: /a }";

describe("a specification's identity", () => {
  it.each([
    [
      "# Integration Specification: Storefront ↔ Orders API",
      "Storefront ↔ Orders API",
      "storefront-orders-api",
    ],
    ["# Notes\n\n# integration specification: Über-Shop 2", "Über-Shop 2", "über-shop-2"],
    ["Plain words\n\n## Some *title*", "Some title", "some-title"],
    ["no heading", "spec", "spec"],
    ["---\nid: my-orders\n---\n# Orders", "Orders", "my-orders"],
    ["---\nid: My Orders!\n---\n# Other", "Other", "my-orders"],
    ["---\nid: [broken\n---\n# Orders", "Orders", "orders"],
    ["", "spec", "spec"],
  ])("of %p is title %p and id %p", (text, title, id) => {
    expect(ofMarkdown(text)).toMatchObject({ title, id });
  });

  it("comes from a YAML file's own id and title", () => {
    expect(ofYaml("id: abc\ntitle: The title\n")).toMatchObject({ id: "abc", title: "The title" });
  });

  it("has a revision that changes with names and texts, and not with the order of the files", () => {
    const files = [
      { name: "a.yaml", text: "x: 1" },
      { name: "b.yaml", text: "y: 1" },
    ];
    const { revision } = loadSpecification(files, sha256);
    expect(revision).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(loadSpecification(files.toReversed(), sha256).revision).toBe(revision);
    expect(loadSpecification([{ name: "a.yaml", text: "x: 2" }, files[1]!], sha256).revision).not.toBe(
      revision,
    );
    expect(loadSpecification([{ name: "c.yaml", text: "x: 1" }, files[1]!], sha256).revision).not.toBe(
      revision,
    );
  });
});

describe("reading", () => {
  it("finds the blocks of Markdown wherever they stand, with their places", () => {
    const text = [
      "# T",
      "",
      "1. In a list:",
      "",
      "   ```YAML",
      "   rate_limits:",
      "     default:",
      "       requests_per_minute: 7 # calm",
      "   ```",
      "",
      "> ```yml",
      "> environments:",
      ">   live: { base_url: 'https://a.example' }",
      "> ```",
      "",
      "```json",
      '{"rate_limits": {"default": {"requests_per_minute": 9}}}',
      "```",
    ].join("\r\n");
    const specification = ofMarkdown(text);
    expect(clausesOf(specification, "rate-limit")).toEqual([
      {
        kind: "rate-limit",
        parameters: { limit: 7, window: 60_000 },
        path: "rate_limits.default.requests_per_minute",
        file: "spec.md",
        line: 8,
        column: 8,
        text: "requests_per_minute: 7 # calm",
      },
    ]);
    expect(clausesOf(specification, "environment.base-url")).toMatchObject([
      { line: 13, column: 13, text: "base_url: 'https://a.example'" },
    ]);
  });

  it("reads a block of several YAML documents, and several files in the order of their names", () => {
    const specification = loadSpecification(
      [
        { name: "z.yml", text: "rate_limits: { default: { requests_per_second: 3 } }" },
        { name: "a.md", text: `# A\n\`\`\`yaml\n${ENDPOINT}\n---\n${ENDPOINT.replace("/a", "/b")}\n\`\`\`` },
      ],
      sha256,
    );
    expect(specification.clauses.map(({ file, line, path }) => `${file}:${line} ${path}`)).toEqual([
      "a.md:3 endpoint[GET /a]",
      "a.md:5 endpoint[GET /b]",
      "z.yml:1 rate_limits.default.requests_per_second",
    ]);
  });

  it("keeps duplicate keys, each with its line", () => {
    const specification = ofYaml(
      "rate_limits:\n  per_endpoint:\n    /a: 1/min\n    /a: 2/min\n    /a: 3/min\n",
    );
    expect(clausesOf(specification, "rate-limit").map(({ path, line }) => [path, line])).toEqual([
      ["rate_limits.per_endpoint./a", 3],
      ["rate_limits.per_endpoint./a#2", 4],
      ["rate_limits.per_endpoint./a#3", 5],
    ]);
  });

  it("reports what does not parse with its place and loads the rest", () => {
    const text = `# T\n\n\`\`\`yaml\nrate_limits:\n  default: [\n\`\`\`\n\n\`\`\`yaml\n${ENDPOINT}\n\`\`\`\n`;
    const specification = ofMarkdown(text);
    expect(specification.diagnostics.filter(({ rule }) => rule === "lint.unreadable")).toMatchObject([
      {
        severity: "error",
        file: "spec.md",
        line: 5,
        message: expect.stringContaining("default: [") as string,
      },
    ]);
    expect(clausesOf(specification, "endpoint")).toHaveLength(1);
  });

  it("loads the documents of a file beside one that does not parse", () => {
    const specification = ofYaml(`a: 'open\n---\n${ENDPOINT}\n`);
    expect(findings(specification, "lint.unreadable").length).toBeGreaterThan(0);
    expect(ofYaml(`a: : [\n---\n${ENDPOINT}\n`).clauses.map(({ path }) => path)).toContain(
      "endpoint[GET /a]",
    );
  });

  it.each([
    ["too deep, in brackets", "a: " + "[".repeat(70) + "]".repeat(70), /deeper than 64/],
    [
      "too deep, by indentation",
      Array.from({ length: 80 }, (_, n) => " ".repeat(n) + "a:").join("\n"),
      /deeper/,
    ],
    ["too deep, by dashes", "- ".repeat(50_000), /deeper than 64/],
    ["an indentation without end", " ".repeat(200_000) + "a: 1", /deeper/],
    ["aliases that multiply", `a: &a [${"x,".repeat(200)}]\nb: [${"*a,".repeat(90)}]`, /aliases/],
    ["too many aliases", `a: &a 1\nb: [${"*a,".repeat(200)}]`, /100 aliases/],
    ["an alias of itself", "a: &a [*a]", /alias|deeper/],
    ["an unknown alias", "a: *b", /alias/],
    ["a merge key", "<<: *x\na: 1", /alias/],
    ["a dangerous key", "a:\n  __proto__: { b: 1 }", /`__proto__` is refused/],
    ["a key that is a list", "? [a, b]\n: 1", /key/],
    ["more than 1 MiB", "a: " + "ü".repeat(600_000), /larger than 1 MiB/],
  ])("refuses %s", (_, text, message) => {
    const specification = ofYaml(text);
    expect(findings(specification, "lint.unreadable").join()).toMatch(message);
    expect(specification.clauses).toEqual([]);
  });

  it("takes an alias for what it stands for", () => {
    const specification = ofYaml("x: &limit { requests_per_minute: 5 }\nrate_limits:\n  default: *limit\n");
    expect(clausesOf(specification, "rate-limit")).toMatchObject([{ parameters: { limit: 5 }, line: 1 }]);
  });
});

const sound = (specification: Specification): void => {
  const lines = new Map(specification.files.map(({ name, text }) => [name, text.split(/\r\n?|\n/).length]));
  for (const { file, line, column } of [...specification.clauses, ...specification.diagnostics]) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.get(file) ?? 0);
    expect(column).toBeGreaterThanOrEqual(1);
  }
  const paths = specification.clauses.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
};

describe("any text at all", () => {
  const words = fc.constantFrom(
    ..."endpoint method path /a GET headers required request body responses 200 type properties items".split(
      " ",
    ),
    ..."example constraints format pattern enum required $ref rate_limits default per_endpoint limit".split(
      " ",
    ),
    ..."error_codes error_format http_status test_scenarios expected_status environments base_url".split(" "),
    ..."authentication usage header string integer array 5/min __proto__ null [A] {x} (optional)".split(" "),
    ..."\n \n   \n     - - : ,, [ ] { } ' \" & * ? | > # --- ``` ```yaml ```mermaid A->>B:x".split(" "),
    "\n",
    "\n  ",
    "\n    ",
    ": ",
    "- ",
    "\r\n",
    "\u0000",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.array(words, { maxLength: 80 }).map((parts) => parts.join("")),
    fc.array(words, { maxLength: 80 }).map((parts) => parts.join(" ")),
    fc.json({ maxDepth: 6 }),
  );

  it("loads without throwing, every clause and finding on a line of its file", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("a.md", "a.yaml"), (text, name) => {
        sound(loadSpecification([{ name, text }], sha256));
        sound(loadSpecification([{ name: "b.md", text: `# T\n\`\`\`yaml\n${text}\n\`\`\`\n` }], sha256));
      }),
      { numRuns: 1000 },
    );
  });

  it("loads no file at all", () => {
    const specification = loadSpecification([], sha256);
    expect(specification).toMatchObject({ id: "specification", title: "Specification", clauses: [] });
  });
});
