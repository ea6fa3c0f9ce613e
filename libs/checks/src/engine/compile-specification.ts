import type { Specification } from "#spec";
import type { CheckFamily } from "../check.ts";
import type { CompiledSpecification } from "../compiled-specification.ts";
import { FAMILIES } from "../registry.ts";
import { accountClauses } from "./account-clauses.ts";
import { compileScenarios, type ScenarioState } from "../scenario/scenarios.ts";
import { compileAttemptFacts, type AttemptReader } from "../webhook/attempt-facts.ts";
import { compileMeasuring, type MeasuringState } from "../measuring/measuring.ts";
import type { IdentityState } from "./client-identity.ts";
import { compileContext } from "./exchange-context.ts";
import { compileOrigins } from "./origins.ts";
import { noneTold, onceForBothSides, type ToldState } from "./other-side.ts";
import { compileProgram } from "./program.ts";

const toNobody = (): void => undefined;

const asItIs = (credential: string): string => credential;

/**
 * Turns a specification's clauses into checks, routes and an account of what is enforced; deterministic. Minutes of
 * traffic are measured for whoever asks for them.
 */
export const compileSpecification = (
  specification: Specification,
  families: readonly CheckFamily[] = FAMILIES,
  { minutes = true }: { minutes?: boolean } = {},
): CompiledSpecification => {
  const compiled = families.map((family) => family.compile(specification));
  const contexts = compileContext(specification);
  const { owns } = compileOrigins(specification);
  const scenarios = compileScenarios(specification);
  const measuring = compileMeasuring(specification);
  const program = compileProgram([
    contexts.identity,
    scenarios.check,
    { key: "engine.other-side", initialState: noneTold },
    minutes ? measuring.check : { ...measuring.check, observation: undefined },
    ...compiled.flatMap(({ checks }) => checks),
  ]);
  const { initialState, adopt } = program;

  let readFacts: AttemptReader | undefined;

  return {
    specification,
    clauses: accountClauses(specification, compiled),
    initialState,
    adopt,
    owns,
    scenarios: (state) => scenarios.coverage(program.slots(state)[1] as ScenarioState),
    factsOf({ checks }, attempt) {
      readFacts ??= compileAttemptFacts(specification);
      return readFacts(checks, attempt);
    },
    observe(state, observation, clockMs, report, fingerprint = asItIs) {
      const slots = program.slots(state);
      if (observation.type !== "exchange") {
        for (const { check, slot } of program.observing)
          check.observation!(slots[slot], observation, clockMs, report);
        return;
      }
      const identity = slots[0] as IdentityState;
      const context = contexts.build(identity, observation, clockMs, fingerprint);
      if (minutes) measuring.count(slots[3] as MeasuringState, context);
      const endpoint = context.endpoint?.path;
      const steps = endpoint === undefined ? undefined : program.byEndpoint.get(endpoint);
      const once = onceForBothSides(slots[2] as ToldState, observation, clockMs, report);
      for (const { check, slot } of steps ?? program.everywhere) check.exchange!(slots[slot], context, once);
    },
    advance(state, clockMs, report, tell = toNobody) {
      const slots = program.slots(state);
      for (const { check, slot } of program.advancing) check.advance!(slots[slot], clockMs, report);
      if (minutes)
        measuring.close(slots[3] as MeasuringState, clockMs, tell, (slots[1] as ScenarioState).results);
    },
  };
};
