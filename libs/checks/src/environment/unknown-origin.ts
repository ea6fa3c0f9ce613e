import { blockCitation, clausesOf } from "#spec";
import type { Specification } from "#spec";
import type { Check } from "../check.ts";
import { breach } from "../engine/finding.ts";
import { compileOrigins } from "../engine/origins.ts";
import { UNKNOWN_ORIGIN } from "./rules.ts";

/** Judges events that name their integration; undefined where the specification has no base URL. */
export const compileUnknownOrigin = (specification: Specification): Check<undefined> | undefined => {
  const origins = compileOrigins(specification);
  const bases = clausesOf(specification, "environment.base-url");
  if (origins.environments.length === 0) return undefined;
  const block = blockCitation(specification, "environments");
  const expected = bases.map(({ parameters }) => parameters.url);
  return {
    key: UNKNOWN_ORIGIN.id,
    initialState: () => undefined,
    exchange(_, context, report) {
      const { url, subject } = context.exchange;
      if (subject === undefined || url.host === "" || origins.owns(url)) return;
      report(
        breach(context, {
          rule: UNKNOWN_ORIGIN,
          clause: block,
          subject: url.host,
          message: `${context.label} goes to ${url.host}, which is no origin of the specification`,
          evidence: { expected, actual: url.scheme ? `${url.scheme}://${url.host}` : url.host },
        }),
      );
    },
  };
};
