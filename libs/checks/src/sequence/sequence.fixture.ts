import type { Interaction } from "#observation";
import { loadSpecification } from "#spec";
import { compileSpecification } from "../engine/compile-specification.ts";
import type { CompiledSpecification, IntegrationState } from "../compiled-specification.ts";
import type { Verdict } from "../verdict.ts";
import { sequenceFamily } from "./sequence-family.ts";

/** When every trace of these tests begins. */
export const START = Date.UTC(2024, 0, 15, 10, 30);

/** The diagrams of one document, each as its rows below `sequenceDiagram`. */
export const compiled = (...diagrams: readonly (readonly string[])[]): CompiledSpecification => {
  const fences = diagrams.map((rows) => ["```mermaid", "sequenceDiagram", ...rows, "```", ""].join("\n"));
  const specification = loadSpecification([{ name: "shop.md", text: fences.join("\n") }], (text) => text);
  return compileSpecification(specification, [sequenceFamily]);
};

const KINDS = { "->>": "sync", "-->>": "reply", "--)": "async" } as const;

/** `A->>B: message`, written as in a diagram; a `!` before it has failed. It begins at this second of the trace. */
export const step = (text: string, second: number, more: Partial<Interaction> = {}): Interaction => {
  const [, failed, from = "", arrow = "->>", to = "", message = ""] =
    /^(!?)(.+?)(-->>|->>|--\))(.+?): (.+)$/.exec(text) ?? [];
  return {
    type: "interaction",
    source: "tracer",
    id: `${second}`,
    timeMs: START + second * 1000,
    environment: "live",
    traceId: "t",
    from,
    to,
    message,
    arrow: KINDS[arrow as keyof typeof KINDS],
    failed: failed === "!",
    partial: false,
    ...more,
  };
};

/** Steps a second apart. */
export const steps = (...texts: readonly string[]): Interaction[] =>
  texts.map((text, second) => step(text, second));

/** A state with its clock, as the judge keeps them. */
export interface Watch {
  state: IntegrationState;
  clockMs: number;
}

/** A watch that saw nothing. */
export const watch = (specification: CompiledSpecification): Watch => ({
  state: specification.initialState(),
  clockMs: 0,
});

/** What is said as one interaction comes, or as time passes. */
export const take = (
  specification: CompiledSpecification,
  at: Watch,
  next: Interaction | number,
): Verdict[] => {
  const verdicts: Verdict[] = [];
  const report: Parameters<CompiledSpecification["advance"]>[2] = (signal) => {
    if (signal.kind !== "end") verdicts.push(signal.verdict);
  };
  const timeMs = typeof next === "number" ? next : next.timeMs;
  const moved = timeMs > at.clockMs;
  at.clockMs = Math.max(at.clockMs, timeMs);
  if (typeof next !== "number") specification.observe(at.state, next, at.clockMs, report);
  if (moved) specification.advance(at.state, at.clockMs, report);
  return verdicts;
};

/** What is said of these, and 60 s later. */
export const verdictsOf = (
  specification: CompiledSpecification,
  interactions: readonly Interaction[],
): Verdict[] => {
  const at = watch(specification);
  const said = interactions.flatMap((one) => take(specification, at, one));
  return [...said, ...take(specification, at, at.clockMs + 60_000)];
};

/** The same in short: `missing-step: message`. */
export const told = (specification: CompiledSpecification, interactions: readonly Interaction[]): string[] =>
  verdictsOf(specification, interactions).map(
    ({ rule, message }) => `${rule.replace("sequence.", "")}: ${message}`,
  );

/** An order, with everything that a flow usually has. */
export const ORDER = [
  "participant C as Client",
  "C->>Gateway: POST /orders",
  "Gateway->>Gateway: Validate Token",
  "Gateway->>+Order Service: Create Order",
  "Order Service->>Stock: Reserve",
  "Stock-->>Order Service: Reserved",
  "Order Service->>Payment: Pay",
  "Payment-->>Order Service: Paid",
  "Order Service->>Order Service: Update",
  "Order Service-->>-Gateway: Created (201)",
  "Gateway-->>C: Order",
  "Order Service--)Mailer: order.created",
  "Mailer--)C: Webhook: order.created",
];

/** One complete run of it. */
export const ORDERED = [
  "Client->>Gateway: POST /orders",
  "Gateway->>Order Service: Create Order",
  "Order Service->>Stock: Reserve",
  "Stock-->>Order Service: Reserved",
  "Order Service->>Payment: Pay",
  "Payment-->>Order Service: Paid",
  "Order Service-->>Gateway: Created (201)",
  "Gateway-->>Client: Order",
  "Order Service--)Mailer: order.created",
  "Mailer--)Client: Webhook: order.created",
];
