import type { EndpointKey } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { MapTree, Tree } from "../reading/tree.ts";
import { entriesOf, member, textOf } from "../reading/tree.ts";
import { requestSketch } from "../quantity/request-sketch.ts";
import { endpointKey } from "./endpoint.ts";
import { compileSteps } from "./replay-steps.ts";
import { REASONS, statements } from "./statements.ts";

const BLOCK = "test_scenarios";
const MARKS = ["expected", "expected_status", "expected_error", "steps"];
/** Parts that the scenario's own clause says, or that describe its setting. */
const COVERED = new Set(["name", "request", "expected_status", "expected_error", "setup"]);
const STATUS = /\b(?:response|responds?|returns?|status|expect(?:ed|s)?|http)\b[^0-9]{0,20}\b([1-5]\d\d)\b/gi;

/** The block `test_scenarios`: each scenario, however deep the groups. */
export const compileScenarios = (compilation: Compilation, node: Tree, path = BLOCK): void => {
  if (node.kind === "scalar") return statements(compilation, BLOCK, node, path, REASONS.prose);
  if (node.kind === "list") {
    for (const [index, item] of node.items.entries())
      compileScenarios(compilation, item, `${path}[${index}]`);
    return;
  }
  if (MARKS.some((mark) => member(node, mark))) return compileScenario(compilation, node, path);
  for (const { segment, value } of node.entries) compileScenarios(compilation, value, `${path}.${segment}`);
};

const compileScenario = (compilation: Compilation, node: MapTree, path: string): void => {
  const expected = member(node, "expected");
  const steps = texts(member(node, "steps"));
  const statuses = [
    textOf(member(node, "expected_status")),
    textOf(member(expected, "status", "http_status")),
    textOf(expected),
    ...steps.flatMap((step) => [...step.matchAll(STATUS)].map((match) => match[1])),
  ].flatMap((text) => (/^[1-5]\d\d$/.test(text ?? "") ? [Number(text)] : []));
  const endpoint = endpointOf(member(node, "request")) ?? endpointOf(node);
  const errorCode = textOf(member(node, "expected_error") ?? member(expected, "error_code", "error"));
  const name = textOf(member(node, "name")) ?? path.split(".").at(-1) ?? path;
  const request = member(node, "request");
  const sketch = requestSketch(textOf(member(request, "body")) ?? textOf(request) ?? "");
  compilation.add("scenario", compilation.cite(path, node), {
    name,
    ...(endpoint ? { endpoint } : {}),
    statuses: [...new Set(statuses)],
    ...(errorCode === undefined ? {} : { errorCode }),
    responseContains: texts(member(expected, "response_contains") ?? member(node, "response_contains")),
    ...(sketch ? { sketch } : {}),
  });
  for (const { key, segment, value } of node.entries) {
    const at = `${path}.${segment}`;
    if (key === "expected") {
      for (const part of entriesOf(value)) {
        if (/^(status|http_status|error_code|error|response_contains)$/.test(part.key)) continue;
        statements(compilation, BLOCK, part.value, `${at}.${part.segment}`, REASONS.prose);
      }
    } else if (key === "steps") compileSteps(compilation, BLOCK, value, at, { name, endpoint });
    else if (!COVERED.has(key) && !/^(method|path|response_contains)$/.test(key)) {
      statements(compilation, BLOCK, value, at, REASONS.prose);
    }
  }
};

const endpointOf = (node: Tree | undefined): EndpointKey | undefined => {
  const [method, path] = textOf(node)?.split(/\s+/) ?? [];
  return endpointKey(textOf(member(node, "method")) ?? method, textOf(member(node, "path")) ?? path);
};

const texts = (node: Tree | undefined): string[] =>
  (node?.kind === "list" ? node.items : node ? [node] : []).flatMap((item) => textOf(item) ?? []);
