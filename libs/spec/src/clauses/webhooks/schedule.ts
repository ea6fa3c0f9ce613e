import type { Compilation } from "../../compilation.ts";
import { count } from "../../quantity/number.ts";
import type { RetryDelay } from "../../quantity/retry-delay.ts";
import { retryDelay } from "../../quantity/retry-delay.ts";
import type { Tree } from "../../reading/tree.ts";
import { member, textOf } from "../../reading/tree.ts";
import { statements } from "../statements.ts";

interface Step {
  node: Tree;
  path: string;
  delay: RetryDelay | undefined;
  /** Where the document numbers the attempt itself. */
  attempt?: number;
}

const UNREADABLE =
  "prose: not one of the known forms of a schedule, so nobody can tell when an attempt is due";
const SEPARATOR = / ?(?:[,;→]|->|\bthen\b) ?/;

/**
 * Compiles when each attempt comes: a list, a list or map of numbered attempts, or one line. Without numbers the first
 * entry is attempt 1's; one entry less than there are attempts, none of them immediate, are the delays before the others.
 */
export const compileSchedule = (
  compilation: Compilation,
  node: Tree,
  path: string,
  attempts: number | undefined,
): void => {
  const steps = stepsOf(node, path);
  const numbered = steps.filter(({ attempt }) => attempt !== undefined).length;
  const readable = steps.length > 0 && steps.every(({ delay, attempt }) => delay && attempt !== 0);
  if (!readable || (numbered > 0 && numbered < steps.length)) {
    return statements(compilation, "webhooks", node, path, UNREADABLE);
  }
  const firstIsRetry = attempts === steps.length + 1 && steps[0]?.delay?.delayMs !== 0;
  for (const [index, { node: stated, path: at, delay, attempt }] of steps.entries()) {
    compilation.add("webhook.schedule-step", compilation.cite(at, stated), {
      attempt: attempt ?? index + (firstIsRetry ? 2 : 1),
      ...delay!,
    });
  }
};

const stepsOf = (node: Tree, path: string): Step[] => {
  if (node.kind === "list") return node.items.map((item, index) => stepOf(item, `${path}[${index}]`));
  if (node.kind === "map") {
    return node.entries.map(({ key, segment, value }) => ({
      node: value,
      path: `${path}.${segment}`,
      delay: retryDelay(textOf(value) ?? ""),
      attempt: numberIn(key) ?? 0,
    }));
  }
  const parts = (textOf(node) ?? "").replace(/\s+/g, " ").split(SEPARATOR).filter(Boolean);
  if (parts.length < 2) return [];
  return parts.map((part, index) => ({ node, path: `${path}[${index}]`, delay: retryDelay(part) }));
};

const stepOf = (node: Tree, path: string): Step => {
  if (node.kind !== "map") return { node, path, delay: retryDelay(textOf(node) ?? "") };
  const delay = retryDelay(textOf(member(node, "delay", "after", "wait", "interval", "in")) ?? "");
  const attempt = count(textOf(member(node, "attempt")) ?? "");
  const retry = count(textOf(member(node, "retry")) ?? "");
  const number = attempt ?? (retry === undefined ? undefined : retry + 1);
  return { node, path, delay, ...(number === undefined ? {} : { attempt: number }) };
};

/** The attempt that a key names: `2`, `attempt_2`, or `retry 1`, which is attempt 2. */
const numberIn = (key: string): number | undefined => {
  const match = /^(attempt|retry)?[ _-]?(\d{1,6})$/.exec(key.trim().toLowerCase());
  if (!match) return undefined;
  return Number(match[2]) + (match[1] === "retry" ? 1 : 0);
};
