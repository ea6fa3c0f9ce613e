import type { EndpointKey } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { entriesOf, member, plain, textOf } from "../reading/tree.ts";
import { compileBody } from "../schema/body.ts";
import { errorCodeIn } from "./error-code-pointer.ts";
import { REASONS, statements } from "./statements.ts";

const BODY_KEYS = ["body", "schema", "example"];

/** The `responses` of an endpoint: statuses, headers and bodies. */
export const compileResponses = (
  compilation: Compilation,
  endpoint: EndpointKey,
  node: Tree,
  path: string,
): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    const citation = compilation.cite(at, value);
    const status = /^([1-5]\d\d)(?!\d)/.exec(key)?.[1];
    const range = statusRange(key);
    if (range) {
      compilation.add("response.status-range", citation, { endpoint, ...range });
      statements(compilation, "responses", value, at, "stated for a range of statuses");
    } else if (status === undefined) {
      statements(compilation, "responses", value, at, REASONS.unknown);
    } else {
      compilation.add("response.status", citation, { endpoint, status: Number(status) });
      compileResponse(compilation, endpoint, Number(status), value, at);
    }
  }
};

const statusRange = (key: string): { from: number; to: number } | undefined => {
  if (/^default$/i.test(key)) return { from: 100, to: 599 };
  const hundred = /^([1-5])xx$/i.exec(key)?.[1];
  return hundred === undefined ? undefined : { from: Number(hundred) * 100, to: Number(hundred) * 100 + 99 };
};

const compileResponse = (
  compilation: Compilation,
  endpoint: EndpointKey,
  status: number,
  node: Tree,
  path: string,
): void => {
  const documented = member(node, ...BODY_KEYS);
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    if (key === "headers") {
      for (const header of entriesOf(value)) {
        const citation = compilation.cite(`${at}.${header.segment}`, header.value);
        compilation.add("response.header", citation, { endpoint, status, name: header.key });
      }
    } else if (value === documented && value.kind !== "scalar") {
      const { body, emit, reason } = compileBody(compilation, value, at, true);
      const citation = compilation.cite(at, value);
      const example = body.source === "example" ? plain(value) : undefined;
      const errorCode = status >= 400 ? errorCodeIn(compilation, example) : undefined;
      const parameters = { endpoint, status, body, ...(errorCode === undefined ? {} : { errorCode }) };
      const clause = compilation.add("response.body", citation, parameters, reason);
      emit(clause.path);
      if (example !== undefined)
        compilation.examples.push({ endpoint, status, value: example, clause: citation });
    } else if (textOf(value) !== undefined || value.kind !== "scalar") {
      statements(compilation, "responses", value, at, REASONS.unknown);
    }
  }
};
