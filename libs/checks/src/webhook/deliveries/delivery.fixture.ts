import type { FailureKind, WebhookAttempt } from "#observation";
import type { CompiledSpecification, IntegrationState } from "../../compiled-specification.ts";
import { compileSpecification } from "../../engine/compile-specification.ts";
import { headers, json } from "../../testing/fixtures.ts";
import { load } from "../../testing/shop.ts";
import type { Verdict } from "../../verdict.ts";
import { compileDeliveryChecks, DELIVERY_RULES } from "./delivery-checks.ts";

export const START_MS = Date.UTC(2024, 0, 15, 10);
export const SHOP_HOOK = "https://shop.test/hooks";

/** Five attempts, whose delays may count from the one before or from the first. */
export const RETRIES = `
webhooks:
  retry_policy:
    attempts: 5
    schedule: ["Immediate", "1 minute", "5 minutes", "30 minutes", "2 hours"]
    success_criteria: "HTTP 2xx response within 30 seconds"
`;

/** A document whose webhooks say this and whose messages are neither signed nor described. */
export const documented = (...blocks: string[]): CompiledSpecification =>
  compileSpecification(load(...blocks), [
    { name: "webhook", rules: DELIVERY_RULES, compile: compileDeliveryChecks },
  ]);

interface Sketch {
  /** Seconds after the start. */
  at: number;
  /** A status, a failure, or nothing captured. */
  answer?: number | FailureKind | "none";
  /** Seconds. */
  took?: number;
  payload?: unknown;
  headers?: Record<string, string>;
}

let nextId = 0;

/** An attempt to deliver `evt_1` to the shop, answered 500 at once unless told. */
export const attempt = ({
  at,
  answer = 500,
  took = 0,
  payload,
  headers: sent,
  ...rest
}: Sketch & Partial<WebhookAttempt>): WebhookAttempt => ({
  type: "attempt",
  source: "sender",
  id: `a${(nextId += 1)}`,
  timeMs: START_MS + at * 1000,
  environment: "live",
  partial: false,
  endpoint: SHOP_HOOK,
  eventId: "evt_1",
  request: {
    headers: sent && headers(sent),
    body: payload === undefined ? { state: "absent" } : json(payload),
  },
  response: typeof answer === "number" ? { status: answer, body: { state: "absent" } } : undefined,
  failure: typeof answer === "number" || answer === "none" ? undefined : answer,
  durationMs: took * 1000,
  manual: false,
  ...rest,
});

/** A log in its order; a number is a watermark, in seconds after the start. */
export type Log = readonly (WebhookAttempt | number)[];

/** What is said about a log; `between` may replace the state after each event. */
export const heard = (
  compiled: CompiledSpecification,
  log: Log,
  between: (state: IntegrationState) => IntegrationState = (state) => state,
): Verdict[] => {
  const verdicts: Verdict[] = [];
  let state = compiled.initialState();
  let clockMs = 0;
  for (const one of log) {
    const timeMs = typeof one === "number" ? START_MS + one * 1000 : one.timeMs;
    const moved = timeMs > clockMs;
    clockMs = Math.max(clockMs, timeMs);
    const report = (signal: { kind: string; verdict?: Verdict }) => {
      if (signal.verdict) verdicts.push(signal.verdict);
    };
    if (typeof one !== "number") compiled.observe(state, one, clockMs, report);
    if (moved) compiled.advance(state, clockMs, report);
    state = between(state);
  }
  return verdicts;
};

/** The rules that a log breaks, in the order in which they are told, without `webhook.`. */
export const broken = (compiled: CompiledSpecification, ...log: Log): string[] =>
  heard(compiled, log).map(({ rule }) => rule.replace("webhook.", ""));
