import { blockCitation } from "#spec";
import type { Specification } from "#spec";
import type { Check } from "../../check.ts";
import { compileDocumented, compileEventType, eventClauses } from "./event-type.ts";
import { UNDOCUMENTED_EVENT } from "./rules.ts";
import { nothingTold, tell } from "./telling.ts";
import type { Told } from "./telling.ts";

/** `webhook.undocumented-event`, once a delivery; undefined where the document names no events. */
export const compileEventCheck = (specification: Specification): Check<Told> | undefined => {
  if (eventClauses(specification).length === 0) return undefined;
  const typeOf = compileEventType(specification);
  const isDocumented = compileDocumented(specification);
  const clause = blockCitation(specification, "webhooks.events");
  return {
    key: `webhook.undocumented-event|${clause.path}`,
    initialState: nothingTold,
    observation(told, observation, clockMs, report) {
      if (observation.type !== "attempt") return;
      const type = typeOf(observation);
      if (type === undefined || isDocumented(type)) return;
      const finding = {
        rule: UNDOCUMENTED_EVENT,
        clause,
        subject: `${observation.endpoint} ${type}`,
        message: `${observation.eventId} is of the type ${type}, which the specification names nowhere`,
        evidence: { expected: "a documented event type", actual: type },
      };
      tell(told, "delivery", observation, finding, clockMs, report);
    },
  };
};
