import { loadSpecification } from "./load-specification.ts";
import { unjudgeable } from "./unjudgeable.ts";

const of = (text: string) => unjudgeable(loadSpecification([{ name: "shop.md", text }], (one) => one));
const ENDPOINT = "```yaml\nendpoint:\n  method: GET\n  path: /orders\n```\n";
const BROKEN = "```yaml\nerror_codes: [\n```\n";

it("lets be judged by what was read whole", () => expect(of(ENDPOINT)).toBeUndefined());

it("names the first place that was not read, and how many more", () => {
  expect(of(`${ENDPOINT}${BROKEN}`)).toMatch(/^shop\.md:\d+:\d+: This YAML does not parse .*correct it/);
  expect(of(`${BROKEN}${ENDPOINT}${BROKEN}`)).toContain("(and 1 more, see `clausewatch lint`)");
});

it("lets be judged beside a diagram that was not read: only its own rules are muted", () =>
  expect(of(`${ENDPOINT}\n\`\`\`mermaid\nsequenceDiagram\nloop\n\`\`\`\n`)).toBeUndefined());

it.each(["", "# Notes\n\nWe like each other.\n"])("refuses a document that states nothing: %j", (text) =>
  expect(of(text)).toMatch(/^shop\.md states nothing that can be checked\. `clausewatch lint`/),
);
