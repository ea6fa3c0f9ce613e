import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { entriesOf, member, textOf } from "../reading/tree.ts";
import { retryStrategy } from "../quantity/retry-strategy.ts";
import { compileBody } from "../schema/body.ts";
import { errorCodePointer, errorFormatBody } from "./error-code-pointer.ts";
import { REASONS, statements } from "./statements.ts";

/** `error_format`: what every error body looks like. */
export const compileErrorFormat = (compilation: Compilation, node: Tree): void => {
  const body = errorFormatBody(node);
  const name = entriesOf(node).find((entry) => entry.value === body)?.segment;
  const path = name === undefined ? "error_format" : `error_format.${name}`;
  const codePointer = errorCodePointer(node);
  for (const { segment, value } of body === node ? [] : entriesOf(node)) {
    if (value !== body)
      statements(compilation, "error_format", value, `error_format.${segment}`, REASONS.unknown);
  }
  if (body?.kind !== "map" || codePointer === undefined) {
    statements(compilation, "error_format", body ?? node, path, "names no member for the error code");
    return;
  }
  const compiled = compileBody(compilation, body, path, true);
  const clause = compilation.add("error-format", compilation.cite(path, body), {
    body: compiled.body,
    codePointer,
  });
  compiled.emit(clause.path);
};

const RETRY = /^retry(_strategy|_policy)?$/;

/** A catalogue entry's `retry_strategy`. */
const compileRetries = (
  compilation: Compilation,
  error: { code: string; status: number },
  node: Tree,
  path: string,
): void => {
  const strategy = Number.isNaN(error.status) ? undefined : retryStrategy(textOf(node) ?? "");
  if (strategy) compilation.add("error-code.retry", compilation.cite(path, node), { ...error, strategy });
  else statements(compilation, "error_codes", node, path, REASONS.retries);
};

/** `error_codes`: the catalogue. */
export const compileErrorCodes = (compilation: Compilation, node: Tree): void => {
  for (const { key: code, segment, value } of entriesOf(node)) {
    const path = `error_codes.${segment}`;
    const stated = member(value, "http_status", "status", "status_code") ?? value;
    const status = Number(/^([1-5]\d\d)(?!\d)/.exec(textOf(stated) ?? "")?.[1]);
    const name = entriesOf(value).find((entry) => entry.value === stated)?.segment;
    const citation = compilation.cite(name === undefined ? path : `${path}.${name}`, stated);
    if (Number.isNaN(status)) {
      compilation.add(
        "statement",
        citation,
        { block: "error_codes", errorCode: code },
        "names no HTTP status",
      );
    } else compilation.add("error-code", citation, { code, status });
    for (const entry of entriesOf(value)) {
      const at = `${path}.${entry.segment}`;
      if (entry.value === stated) continue;
      if (entry.key === "headers" && !Number.isNaN(status)) {
        for (const header of entriesOf(entry.value)) {
          const place = compilation.cite(`${at}.${header.segment}`, header.value);
          compilation.add("error-code.header", place, { code, status, name: header.key });
        }
      } else if (RETRY.test(entry.key)) compileRetries(compilation, { code, status }, entry.value, at);
      else statements(compilation, "error_codes", entry.value, at, REASONS.prose);
    }
  }
};
