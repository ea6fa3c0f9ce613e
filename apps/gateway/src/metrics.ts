import { Counter, type Metrics } from "#platform";

/** Creates the gateway's metrics in a registry. */
export const createGatewayMetrics = (registry: Metrics) => {
  const registers = [registry];
  return {
    accepted: new Counter({
      name: "clausewatch_events_accepted_total",
      help: "Events written to the stream",
      registers,
    }),
    ignored: new Counter({
      name: "clausewatch_events_ignored_total",
      help: "Events of foreign types, passed over",
      registers,
    }),
    refused: new Counter({
      name: "clausewatch_events_refused_total",
      help: "Events refused with their requests; a request that cannot be read counts as one",
      labelNames: ["reason"] as const,
      registers,
    }),
  };
};
