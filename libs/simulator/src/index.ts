export * from "./cloud-event.ts";
export * from "./simulate.ts";
export * from "./to-ndjson.ts";
export { SIMULATED_RULES } from "./faults/fault-deck.ts";
export { SIMULATED_SECRET, simulatedSecrets } from "./webhook/signature.ts";
export * from "./comparison.ts";
