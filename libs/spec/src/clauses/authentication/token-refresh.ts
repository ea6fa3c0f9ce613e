import type { Compilation } from "../../compilation.ts";
import { duration } from "../../quantity/duration.ts";
import { count } from "../../quantity/number.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf, textOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";

const BLOCK = "authentication";
const UNIT = /_(ms|millis|milliseconds|secs?|seconds|mins?|minutes|hours?)$/;
const THRESHOLD = /^(refresh_|renewal_)?threshold$|^(refresh|renew)_before(_expiry)?$/;
const RETRIES = /^(retry_attempts|retries|max_retries|max_retry_attempts|retry_limit)$/;
const DELAY = /^retry_(delay|interval|wait)$/;
const BEFORE =
  /\s+(before|prior to)\s+((the )?(access )?(token'?s? )?(expiry|expiration|end)|(it|the token) expires)$/i;

/** Milliseconds of "300" under `…_seconds`, of "5 minutes before expiry"; a number without a unit says nothing. */
const durationOf = (unit: string | undefined, text: string): number | undefined => {
  const phrase = text.replace(BEFORE, "");
  return count(phrase) !== undefined && unit !== undefined
    ? duration(`${phrase} ${unit === "millis" ? "ms" : unit}`)
    : duration(phrase);
};

const retriesOf = (text: string): number | undefined =>
  count(/^(?:(?:max|maximum|at most|up to)\s+)?(\d+)(?:\s+(?:retries|times))?$/i.exec(text)?.[1] ?? "");

/** `token_refresh`: when a token is renewed, and how a failed request for one is repeated. */
export const compileTokenRefresh = (compilation: Compilation, node: Tree, path: string): void => {
  if (node.kind !== "map") statements(compilation, BLOCK, node, path, REASONS.unknown);
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    const name = key.toLowerCase().replace(UNIT, "");
    const text = textOf(value) ?? "";
    const ms = durationOf(UNIT.exec(key.toLowerCase())?.[1], text);
    const retries = retriesOf(text);
    const cite = () => compilation.cite(at, value);
    if (THRESHOLD.test(name) && ms !== undefined) {
      compilation.add("authentication.refresh-threshold", cite(), { thresholdMs: ms });
    } else if (DELAY.test(name) && ms !== undefined) {
      compilation.add("authentication.token-retry-delay", cite(), { delayMs: ms });
    } else if (RETRIES.test(name) && retries !== undefined) {
      compilation.add("authentication.token-retries", cite(), { retries });
    } else {
      const built =
        name === "automatic" ? "how a client is built: its requests do not tell" : REASONS.unknown;
      statements(compilation, BLOCK, value, at, built);
    }
  }
};
