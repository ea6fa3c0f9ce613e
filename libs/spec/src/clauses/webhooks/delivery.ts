import type { Compilation } from "../../compilation.ts";
import { duration } from "../../quantity/duration.ts";
import { count } from "../../quantity/number.ts";
import { successCriterion } from "../../quantity/success-criterion.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf, member, textOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";
import { compileSchedule } from "./schedule.ts";

/** The sections that say how a webhook is delivered: attempts, schedule, success. */
export const DELIVERY_SECTIONS: ReadonlySet<string> = new Set([
  "retry_policy",
  "retry",
  "retries",
  "expected_response",
]);

const BLOCK = "webhooks";
const BACKOFF = "a backoff without its delays: nobody can tell when an attempt is due";
const ATTEMPTS = /^(max(imum)?_|total_)?attempts$/;
const RETRIES = /^(max(imum)?_)?retries$/;
const SCHEDULE = /^((retry_|backoff_)?(schedule|delays|intervals))$/;
const SUCCESS = /^success(_criteria|_criterion|_condition)?$/;
const TIMEOUT = /^(?:timeout|response_timeout|time_limit|within)(?:_(ms|seconds|minutes))?$/;

/** Compiles one of these sections. */
export const compileDelivery = (compilation: Compilation, section: string, node: Tree, path: string): void =>
  section === "expected_response"
    ? compileExpectedResponse(compilation, node, path)
    : compileRetryPolicy(compilation, node, path);

const compileRetryPolicy = (compilation: Compilation, node: Tree, path: string): void => {
  if (node.kind === "list") return compileSchedule(compilation, node, path, undefined);
  if (node.kind === "scalar") return statements(compilation, BLOCK, node, path, unread);
  const stated = node.entries.flatMap(({ key, value }) => attemptsOf(key, value) ?? []);
  for (const { key, segment, value } of node.entries) {
    const at = `${path}.${segment}`;
    const attempts = attemptsOf(key, value);
    if (attempts !== undefined) {
      compilation.add("webhook.attempts", compilation.cite(at, value), { attempts });
    } else if (SCHEDULE.test(key)) compileSchedule(compilation, value, at, stated[0]);
    else if (!SUCCESS.test(key) || !compileSuccess(compilation, value, at)) {
      statements(compilation, BLOCK, value, at, unread);
    }
  }
};

const unread = (path: string, text: string): string => {
  if (/backoff|exponential|multiplier|jitter|initial_delay/i.test(`${path} ${text}`)) return BACKOFF;
  return /attempt|retr(y|ies)|success/i.test(path.split(".").at(-1) ?? "") ? REASONS.unknown : REASONS.prose;
};

/** "5", "max 5 attempts", "up to 4 retries" (5): how many attempts an entry allows. */
const attemptsOf = (key: string, node: Tree): number | undefined => {
  if (!ATTEMPTS.test(key) && !RETRIES.test(key)) return undefined;
  const text = (textOf(node) ?? "").toLowerCase();
  const match =
    /^(?:max(?:imum)?(?: of)? |up to |at most )?([\d,]+)(?: (attempts?|tries|times|retries|retry))?(?: in total)?$/.exec(
      text,
    );
  const number = count(match?.[1] ?? "");
  if (number === undefined) return undefined;
  const unit = match?.[2];
  const retries = unit === undefined || unit === "times" ? RETRIES.test(key) : /^retr/.test(unit);
  return retries ? number + 1 : number === 0 ? undefined : number;
};

const compileSuccess = (compilation: Compilation, node: Tree, path: string): boolean => {
  const criterion = successCriterion(textOf(node) ?? "");
  if (criterion) compilation.add("webhook.success", compilation.cite(path, node), criterion);
  return criterion !== undefined;
};

const compileExpectedResponse = (compilation: Compilation, node: Tree, path: string): void => {
  if (node.kind !== "map") {
    if (!compileSuccess(compilation, node, path)) {
      statements(compilation, BLOCK, node, path, REASONS.unknown);
    }
    return;
  }
  const status = member(node, "status", "http_status", "status_code");
  const { from, to, statuses } = successCriterion(textOf(status) ?? "") ?? { from: 200, to: 299 };
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    const withinMs = timeoutOf(key, value);
    if (withinMs !== undefined) {
      const accepted = { from, to, ...(statuses ? { statuses } : {}), withinMs };
      compilation.add("webhook.success", compilation.cite(at, value), accepted);
    } else if (value !== status) statements(compilation, BLOCK, value, at, REASONS.prose);
    else if (!compileSuccess(compilation, value, at)) {
      statements(compilation, BLOCK, value, at, REASONS.unknown);
    }
  }
};

const timeoutOf = (key: string, node: Tree): number | undefined => {
  const match = TIMEOUT.exec(key);
  if (!match) return undefined;
  const text = textOf(node) ?? "";
  const time = duration(match[1] === undefined ? text : `${text} ${match[1]}`) ?? duration(text);
  return time === 0 ? undefined : time;
};
