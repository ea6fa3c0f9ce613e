import type { Check } from "../check.ts";
import type { IntegrationState } from "../compiled-specification.ts";

/** A check with the slot of its state. */
interface Step {
  check: Check;
  slot: number;
}

/** Checks sorted by what they listen to, once a specification. */
export interface Program {
  /** For exchanges that match no documented endpoint. */
  everywhere: readonly Step[];
  /** By the path of the `endpoint` clause: its own checks and those of every exchange, in order. */
  byEndpoint: ReadonlyMap<string, readonly Step[]>;
  observing: readonly Step[];
  advancing: readonly Step[];
  /** States by slot; made anew only when another integration's state is asked for. */
  slots(state: IntegrationState): unknown[];
  initialState(): IntegrationState;
  adopt(state: IntegrationState): IntegrationState;
}

/** Sorts checks. */
export const compileProgram = (checks: readonly Check[]): Program => {
  const steps = checks.map((check, slot): Step => ({ check, slot }));
  const judging = steps.filter(({ check }) => check.exchange);
  const everywhere = judging.filter(({ check }) => check.endpoint === undefined);
  const endpoints = new Set(judging.flatMap(({ check }) => check.endpoint ?? []));
  const byEndpoint = new Map(
    Array.from(endpoints, (endpoint) => [
      endpoint,
      judging.filter(({ check }) => check.endpoint === undefined || check.endpoint === endpoint),
    ]),
  );
  const compileState = (kept: ReadonlyMap<string, unknown>): IntegrationState => ({
    checks: new Map(
      checks.map(({ key, initialState }) => [key, kept.has(key) ? kept.get(key) : initialState()]),
    ),
  });

  const stateOf = ({ checks: states }: IntegrationState, { key, initialState }: Check): unknown => {
    if (!states.has(key)) states.set(key, initialState());
    return states.get(key);
  };
  const slotsOf = new WeakMap<IntegrationState, unknown[]>();
  let lastState: IntegrationState | undefined;
  let lastSlots: unknown[] = [];
  return {
    everywhere,
    byEndpoint,
    observing: steps.filter(({ check }) => check.observation),
    advancing: steps.filter(({ check }) => check.advance),
    slots(state) {
      if (state === lastState) return lastSlots;
      let slots = slotsOf.get(state);
      if (!slots) slotsOf.set(state, (slots = checks.map((check) => stateOf(state, check))));
      lastState = state;
      lastSlots = slots;
      return slots;
    },
    initialState: () => compileState(new Map()),
    adopt: (state) => compileState(state.checks),
  };
};
