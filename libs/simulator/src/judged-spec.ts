import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileSpecification, type CompiledSpecification } from "#checks";
import { createJudge } from "#judge";
import { createRedactor, createSignatureVerifier } from "#observation";
import { loadSpecification, type Specification } from "#spec";
import type { Violation } from "#violation";
import type { SimulatedEvent } from "./cloud-event.ts";
import { simulatedSecrets } from "./webhook/signature.ts";

const EXAMPLE = join(__dirname, "../../../examples/orders/orders-integration-spec.md");
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

export const specificationOf = (text: string): Specification =>
  loadSpecification([{ name: "spec.md", text }], hash);

export const exampleSpecification = (): Specification => specificationOf(readFileSync(EXAMPLE, "utf8"));

const compiledSpecifications = new WeakMap<Specification, CompiledSpecification>();

const compiledOf = (specification: Specification): CompiledSpecification => {
  const compiled = compiledSpecifications.get(specification) ?? compileSpecification(specification);
  compiledSpecifications.set(specification, compiled);
  return compiled;
};

/** What the engine says about simulated events, in the order in which violations open. */
export const judged = (specification: Specification, events: Iterable<SimulatedEvent>): Violation[] => {
  const compiled = compiledOf(specification);
  const violations: Violation[] = [];
  const judge = createJudge({
    revision: () => compiled,
    redactor: createRedactor((text) => createHmac("sha256", "simulator").update(text).digest("hex")),
    hash,
    fixed: true,
    verifySignature: createSignatureVerifier(
      { common: simulatedSecrets(specification), byIntegration: new Map() },
      (algorithm, key, message) => createHmac(algorithm, key).update(message).digest(),
    ),
    settled: (violation) => violations.push(violation),
  });
  judge.begin(compiled);
  for (const { event } of events) {
    const outcome = judge.take({ text: JSON.stringify(event) }, () => undefined);
    if (outcome.kind !== "judged") throw new Error(`${event.id}: ${JSON.stringify(outcome)}`);
  }
  return [...violations, ...judge.openEpisodes()];
};
