import type { RuleDefinition } from "../check.ts";

export const UNKNOWN_ORIGIN: RuleDefinition = {
  id: "environment.unknown-origin",
  title: "A call to an origin that is none of the specification's",
  severity: "warning",
  party: "consumer",
};

export const PARITY: RuleDefinition = {
  id: "environment.parity",
  title: "A successful body has a member in one environment and never in another",
  severity: "warning",
  party: "provider",
};
