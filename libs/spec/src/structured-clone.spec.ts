import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSpecification } from "./load-specification.ts";

it("a specification can be handed from one thread to another whole", () => {
  const text = readFileSync(join(process.cwd(), "examples/orders/orders-integration-spec.md"), "utf8");
  const specification = loadSpecification([{ name: "spec.md", text }], () => "0");
  expect(specification.clauses.length).toBeGreaterThan(100);
  expect(structuredClone(specification)).toEqual(specification);
});
