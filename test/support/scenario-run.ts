import { createHash, createHmac } from "node:crypto";
import { compileSpecification } from "#checks";
import { createJudge, type Judge } from "#judge";
import { createRedactor, redactEvent } from "#observation";
import { loadSpecification, type Specification } from "#spec";
import type { Violation } from "#violation";
import { eventsOf } from "./scenario-events.ts";
import type { ScenarioCase, ScenarioFile } from "./scenario-file.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const redactor = createRedactor((text) => createHmac("sha256", "scenario").update(text).digest("hex"));

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
  const violations: Violation[] = [];
  const begin = (state?: unknown): Judge => {
    const judge = createJudge({
      revision: () => compiled,
      redactor,
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
    const text = JSON.stringify(how.redacted ? redactEvent(event, redactor) : event);
    for (let telling = 0; telling < (how.twice ? 2 : 1); telling++) {
      const outcome = judge.take({ text }, () => undefined);
      if (outcome.kind !== "judged" && outcome.kind !== "duplicate")
        throw new Error(`Event ${String(event.id)} was not judged: ${JSON.stringify(outcome)}`);
    }
    if (how.resumed) judge = begin(structuredClone(judge.state()));
  }
  return [...violations, ...judge.openEpisodes()];
};
