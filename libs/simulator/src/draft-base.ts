import type { EnvironmentModel } from "./model/traffic-model.ts";

/** A violation that an event brings about. */
export interface Claim {
  rule: string;
  /** What tells its episode apart besides the environment; only the first in log order opens one. */
  episode?: string;
  /** Event time at which the engine can be sure of it; at once when absent. */
  confirmedAtMs?: number;
}

/** What every event in the making has. */
export interface DraftBase {
  startMs: number;
  durationMs: number;
  environment: EnvironmentModel;
  claims: Claim[];
}

/** When an event is logged: at its end. */
export const endOf = ({ startMs, durationMs }: DraftBase): number => startMs + durationMs;

/** Adds what a draft breaks. */
export const claim = <D extends DraftBase>(draft: D, ...rules: string[]): D[] => {
  draft.claims.push(...rules.map((rule) => ({ rule })));
  return [draft];
};
