import { createHash, createHmac } from "node:crypto";
import { compileSpecification } from "#checks";
import { createJudge, type Judge } from "#judge";
import {
  createRedactor,
  createSignatureVerifier,
  decodeParsed,
  redactEvent,
  type SignatureVerifier,
} from "#observation";
import { loadSpecification, type Specification } from "#spec";
import type { Violation } from "#violation";
import { eventsOf } from "./scenario-events.ts";
import type { ScenarioCase, ScenarioFile } from "./scenario-file.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const redactor = createRedactor((text) => createHmac("sha256", "scenario").update(text).digest("hex"));

/** Verifies with the secrets of the defaults: a list for every environment, or lists by environment. */
const verifierOf = ({ secrets }: Record<string, unknown>): SignatureVerifier | undefined => {
  if (typeof secrets !== "object" || secrets === null) return undefined;
  const verifierWith = (environment: string | undefined): SignatureVerifier => {
    const list = Array.isArray(secrets) ? [[environment ?? "", secrets] as const] : Object.entries(secrets);
    const common = new Map(list.map(([name, values]) => [name, (values as unknown[]).map(String)]));
    return createSignatureVerifier({ common, byIntegration: new Map() }, (algorithm, key, message) =>
      createHmac(algorithm, key).update(message).digest(),
    );
  };
  return (delivery) => verifierWith(delivery.environment)(delivery);
};

/** An event as the gateway writes it: verified, then without credentials. */
const redacted = (event: Record<string, unknown>, verify: SignatureVerifier | undefined): unknown => {
  const decoded = verify && decodeParsed(event, redactor, verify);
  if (decoded?.type !== "attempt") return redactEvent(event, redactor);
  const { signature } = decoded;
  const data = { ...(event.data as object), ...(signature && { signature }) };
  return redactEvent({ ...event, data }, redactor);
};

const specificationOf = (file: ScenarioFile, scenario: ScenarioCase): Specification => {
  const text = scenario.specification ?? file.specification;
  return loadSpecification([{ name: file.name, text }], hash);
};

/**
 * The violations of a case; `twice` tells each event twice, `resumed` hands the judge's state over
 * after each one, `redacted` takes credentials out before. */
export const violationsOf = (
  file: ScenarioFile,
  scenario: ScenarioCase,
  how: { twice?: boolean; resumed?: boolean; redacted?: boolean } = {},
): Violation[] => {
  const compiled = compileSpecification(specificationOf(file, scenario));
  const verifySignature = verifierOf(file.defaults);
  const violations: Violation[] = [];
  const begin = (state?: unknown): Judge => {
    const judge = createJudge({
      revision: () => compiled,
      redactor,
      ...(verifySignature && { verifySignature }),
      hash,
      fixed: true,
      settled: (violation) => violations.push(structuredClone(violation)),
      ...(state !== undefined && { state }),
    });
    if (state === undefined) judge.begin(compiled);
    return judge;
  };
  let judge = begin();
  for (const event of eventsOf(scenario.events, file.defaults, compiled.specification.id)) {
    const text = JSON.stringify(how.redacted ? redacted(event, verifySignature) : event);
    for (let telling = 0; telling < (how.twice ? 2 : 1); telling++) {
      const outcome = judge.take({ text }, () => undefined);
      if (outcome.kind !== "judged" && outcome.kind !== "duplicate")
        throw new Error(`Event ${String(event.id)} was not judged: ${JSON.stringify(outcome)}`);
    }
    if (how.resumed) judge = begin(structuredClone(judge.state()));
  }
  return [...violations, ...judge.openEpisodes()];
};
