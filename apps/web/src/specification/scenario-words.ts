import type { Scenario } from "../data/types.ts";
import { figure } from "../shell/numbers.ts";

/** What traffic showed of a scenario, in a few words. */
export const scenarioWords = ({ state, passed, failed }: Scenario): string => {
  const seen = figure(passed + failed);
  if (state === "passed") return `scenario seen ${seen}×`;
  if (state === "failed") return `scenario seen ${seen}×, ${figure(failed)} of ${seen} failed`;
  if (state === "not-exercised") return "scenario never seen";
  return state === "unobservable" ? "traffic cannot show this scenario" : "scenario: no data";
};
