import { compileSpecification } from "#checks";
import { createJudge } from "#judge";
import { createRedactor, createSignatureVerifier } from "#observation";
import { hmacBytes, hmacSha256, sha256Hex } from "#platform";
import { simulate, simulatedSecrets, toNdjson, type TruthEntry } from "#simulator";
import type { Violation } from "#violation";
import { specificationOf, type Campaign } from "./campaigns.ts";

/** What a campaign broke, and what the engine says that it broke. */
export interface Judgement {
  truth: TruthEntry[];
  violations: Violation[];
}

/** Simulates a campaign and judges it, event by event. */
export const judgeCampaign = async (campaign: Campaign): Promise<Judgement> => {
  const { seed, events, hours, startMs, faults } = campaign;
  const specification = await specificationOf(campaign);
  const compiled = compileSpecification(specification);
  const truth: TruthEntry[] = [];
  const violations: Violation[] = [];
  const judge = createJudge({
    revision: () => undefined,
    redactor: createRedactor(hmacSha256("quality")),
    hash: sha256Hex,
    fixed: true,
    verifySignature: createSignatureVerifier(
      { common: simulatedSecrets(specification), byIntegration: new Map() },
      hmacBytes,
    ),
    settled: (violation) => violations.push(violation),
  });
  judge.begin(compiled);
  const ratePerSecond = events / (hours * 3_600);
  const discard = (): void => undefined;
  for (const simulated of simulate({ specification, seed, count: events, ratePerSecond, startMs, faults })) {
    truth.push(...simulated.truth);
    const outcome = judge.take({ text: toNdjson(simulated.event) }, discard);
    if (outcome.kind !== "judged") throw new Error(`${simulated.event.id}: ${JSON.stringify(outcome)}`);
  }
  violations.push(...judge.openEpisodes());
  return { truth, violations };
};
