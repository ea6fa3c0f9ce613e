import type { ClauseParameters } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { entriesOf, member, plain, textOf } from "../reading/tree.ts";
import { burstAllowance } from "../quantity/burst-allowance.ts";
import { count } from "../quantity/number.ts";
import type { Rate } from "../quantity/rate.ts";
import { rate, windowOf } from "../quantity/rate.ts";
import { compileBody } from "../schema/body.ts";
import { errorCodeIn } from "./error-code-pointer.ts";
import { REASONS, statements } from "./statements.ts";

type Scope = Pick<ClauseParameters["rate-limit"], "endpoint" | "environment">;
const BLOCK = "rate_limits";

/** The block `rate_limits`. */
export const compileRateLimits = (compilation: Compilation, node: Tree): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const path = `${BLOCK}.${segment}`;
    if (key === "headers") compileHeaders(compilation, value, path);
    else if (key === "exceeded_response") compileExceeded(compilation, value, path);
    else if (key === "best_practices") statements(compilation, BLOCK, value, path, REASONS.advice);
    else compileLimits(compilation, key, value, path, {});
  }
};

/** Limits under one key: `default`, `per_endpoint`, or a number such as `requests_per_minute`. */
export const compileLimits = (
  compilation: Compilation,
  key: string,
  node: Tree,
  path: string,
  scope: Scope,
): void => {
  if (key === "default" && node.kind === "map") {
    for (const entry of node.entries)
      compileLimit(compilation, entry.key, entry.value, `${path}.${entry.segment}`, scope);
  } else if (key === "per_endpoint") {
    for (const entry of entriesOf(node)) {
      compileEntry(compilation, entry.key, entry.value, `${path}.${entry.segment}`, scope);
    }
  } else compileLimit(compilation, key, node, path, scope);
};

const compileEntry = (
  compilation: Compilation,
  key: string,
  node: Tree,
  path: string,
  scope: Scope,
): void => {
  const words = /^(?:([A-Za-z]+)\s+)?(\/\S{0,2000})$/.exec(key.trim());
  const method = (textOf(member(node, "method")) ?? words?.[1])?.toUpperCase();
  const template = words?.[2] ?? textOf(member(node, "path"));
  if (template === undefined || (method !== undefined && !/^([A-Z]+|\*)$/.test(method))) {
    statements(compilation, BLOCK, node, path, REASONS.unknown);
    return;
  }
  const every = method === undefined || method === "*" || method === "ANY" || method === "ALL";
  const endpoint = every ? { path: template } : { method, path: template };
  if (node.kind === "scalar") compileLimit(compilation, "limit", node, path, { ...scope, endpoint });
  for (const entry of entriesOf(node)) {
    if (entry.key === "method" || entry.key === "path") continue;
    compileLimit(compilation, entry.key, entry.value, `${path}.${entry.segment}`, { ...scope, endpoint });
  }
};

const compileLimit = (
  compilation: Compilation,
  key: string,
  node: Tree,
  path: string,
  scope: Scope,
): void => {
  const text = textOf(node);
  const burst = /^burst(_allowance)?$/.test(key) && text !== undefined ? burstAllowance(text) : undefined;
  const limit = text === undefined ? undefined : limitOf(key, text);
  if (limit) compilation.add("rate-limit", compilation.cite(path, node), { ...limit, ...scope });
  else if (burst && scope.endpoint === undefined && scope.environment === undefined) {
    compilation.add("rate-limit.burst", compilation.cite(path, node), burst);
  } else if (burst) {
    statements(compilation, BLOCK, node, path, "a burst counts in `rate_limits.default` only");
  } else if (key === "reason" || key === "description") return;
  else if (scope.endpoint) {
    const stated = { block: BLOCK, endpoint: scope.endpoint };
    compilation.add("statement", compilation.cite(path, node), stated, REASONS.unknown);
  } else {
    statements(compilation, BLOCK, node, path, REASONS.unknown);
  }
};

const limitOf = (key: string, text: string): Rate | undefined => {
  const unit = /^(?:requests_)?per_([a-z]+)$/.exec(key)?.[1];
  if (unit === undefined)
    return /^(limit|rate|default|requests|rate_limits?)$/.test(key) ? rate(text) : undefined;
  const window = windowOf(unit);
  const limit = count(text);
  return window === undefined || limit === undefined ? undefined : { limit, window };
};

/** A rate-limit phrase of an environment, as its own default limit. */
export const compileOwnLimit = (
  compilation: Compilation,
  node: Tree,
  path: string,
  environment: string,
): boolean => {
  const limit = rate(textOf(node) ?? "");
  if (limit) compilation.add("rate-limit", compilation.cite(path, node), { ...limit, environment });
  return limit !== undefined;
};

const compileHeaders = (compilation: Compilation, node: Tree, path: string): void => {
  const named =
    node.kind === "list"
      ? node.items.map((item, index) => ({ name: textOf(item) ?? "", at: `${path}[${index}]`, value: item }))
      : entriesOf(node).map(({ key, segment, value }) => ({ name: key, at: `${path}.${segment}`, value }));
  for (const { name, at, value } of named) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      compilation.add("rate-limit.header", compilation.cite(at, value), {
        name,
        role: roleOf(name.toLowerCase()),
      });
    } else statements(compilation, BLOCK, value, at, REASONS.unknown);
  }
};

const roleOf = (name: string): ClauseParameters["rate-limit.header"]["role"] => {
  if (name.endsWith("policy")) return "policy";
  if (name.endsWith("remaining")) return "remaining";
  if (name.endsWith("reset")) return "reset";
  return name.endsWith("-limit") ? "limit" : "other";
};

const compileExceeded = (compilation: Compilation, node: Tree, path: string): void => {
  const status = Number(/^([1-5]\d\d)$/.exec(textOf(member(node, "status", "http_status")) ?? "429")?.[1]);
  if (Number.isNaN(status)) return statements(compilation, BLOCK, node, path, REASONS.unknown);
  const body = member(node, "body");
  const citation = compilation.cite(path, node);
  const compiled =
    body && body.kind !== "scalar" ? compileBody(compilation, body, `${path}.body`, true) : undefined;
  const example = body && compiled?.body.source === "example" ? plain(body) : undefined;
  const errorCode = errorCodeIn(compilation, example);
  const clause = compilation.add("rate-limit.exceeded-response", citation, {
    status,
    ...(compiled ? { body: compiled.body } : {}),
    ...(errorCode === undefined ? {} : { errorCode }),
  });
  compiled?.emit(clause.path);
  if (body && example !== undefined) {
    compilation.examples.push({ status, value: example, clause: compilation.cite(`${path}.body`, body) });
  }
  for (const { key, segment, value } of entriesOf(node)) {
    if (["status", "http_status", "body"].includes(key)) continue;
    statements(compilation, BLOCK, value, `${path}.${segment}`, REASONS.unknown);
  }
};
