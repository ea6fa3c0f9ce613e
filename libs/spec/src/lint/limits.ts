import type { ClauseOf } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import { walk } from "../reading/tree.ts";
import { inWords, quoted } from "./words.ts";

const DAY_MS = 86_400_000;
/** A limit that is spent before this share of its window is over makes the window's end meaningless. */
const LONG_BEFORE = 0.5;
const RESET = /reset$|^ratelimit(-policy)?$/i;
const WINDOW_WORDS = /\b(sliding|rolling|trailing|fixed|calendar|aligned|token bucket|leaky bucket)\b/i;

type Limit = ClauseOf<"rate-limit">;

/** Limits that can be read in more than one way, and limits of one scope that cannot both be meant. */
export const lintLimits = (compilation: Compilation): void => {
  const limits: Limit[] = [];
  for (const clause of compilation.clauses) if (clause.kind === "rate-limit") limits.push(clause);
  lintWindows(compilation, limits);
  lintBursts(compilation, limits);
  lintDays(compilation, limits);
};

/** Whether a window slides or begins at fixed times is known where a header tells its reset, or the text says so. */
const lintWindows = (compilation: Compilation, limits: readonly Limit[]): void => {
  const limit = limits.find(({ parameters }) => parameters.window !== "utc-day");
  if (!limit || compilation.clauses.some(tellsReset) || saysWindow(compilation)) return;
  const message =
    `${quoted(limit.text)} does not say whether its window slides or begins at fixed times, and no header tells when it is reset: ` +
    "a client is accused only where no window could excuse it.";
  const suggestion = "Document a header such as X-RateLimit-Reset, or say how windows begin.";
  compilation.report("lint.ambiguous-limit", "info", limit, message, suggestion);
};

const tellsReset = (clause: Compilation["clauses"][number]): boolean =>
  (clause.kind === "rate-limit.header" ||
    clause.kind === "response.header" ||
    clause.kind === "error-code.header") &&
  RESET.test(clause.parameters.name);

const saysWindow = ({ sections }: Compilation): boolean => {
  const section = sections.get("rate_limits");
  let says = false;
  if (section) walk(section, ({ text }) => (says ||= WINDOW_WORDS.test(text)));
  return says;
};

const lintBursts = (compilation: Compilation, limits: readonly Limit[]): void => {
  const minutely = limits.find(
    ({ parameters: { endpoint, environment, window } }) => !endpoint && !environment && window !== "utc-day",
  );
  for (const clause of compilation.clauses) {
    if (clause.kind !== "rate-limit.burst") continue;
    const { factor, durationMs } = clause.parameters;
    const numbers = minutely ? shares(minutely, factor, durationMs) : "";
    const message =
      `${quoted(clause.text)} can raise the limit of every window, or of ${inWords(durationMs)} in it${numbers}: ` +
      "a client is accused only beyond both.";
    const suggestion =
      "Say how many requests one window takes with the burst, and how often a burst may come.";
    compilation.report("lint.ambiguous-limit", "info", clause, message, suggestion);
  }
};

const shares = ({ text, parameters }: Limit, factor: number, durationMs: number): string => {
  const { limit, window } = parameters;
  const share = Math.min(1, durationMs / (window === "utc-day" ? DAY_MS : window));
  return ` (${rounded(limit * factor)} or ${rounded(limit * (1 + (factor - 1) * share))} for ${quoted(text)})`;
};

const rounded = (value: number): string => String(Number(value.toFixed(2)));

/** A limit that spends the same scope's limit per day long before the day ends. */
const lintDays = (compilation: Compilation, limits: readonly Limit[]): void => {
  const slowest = new Map<string, Limit>();
  for (const limit of limits) {
    if (limit.parameters.window === "utc-day") continue;
    const known = slowest.get(scopeOf(limit));
    if (!known || perMs(limit) < perMs(known)) slowest.set(scopeOf(limit), limit);
  }
  for (const daily of limits) {
    const spending = daily.parameters.window === "utc-day" ? slowest.get(scopeOf(daily)) : undefined;
    const ms = spending ? daily.parameters.limit / perMs(spending) : Infinity;
    if (!spending || ms >= DAY_MS * LONG_BEFORE) continue;
    const message =
      `${quoted(spending.text)} spends ${quoted(daily.text)} in ${inWords(ms)}, ` +
      "long before the day ends.";
    const suggestion = "Raise the limit per day, or say that the shorter one is for bursts only.";
    compilation.report("lint.limits-disagree", "warning", daily, message, suggestion);
  }
};

const perMs = ({ parameters: { limit, window } }: Limit): number =>
  limit / (window === "utc-day" ? DAY_MS : window);

const scopeOf = ({ parameters: { endpoint, environment } }: Limit): string =>
  JSON.stringify([environment, endpoint?.method, endpoint?.path]);
