import { type PrometheusContentType, Registry, collectDefaultMetrics } from "prom-client";

export { Counter, Gauge, Histogram } from "prom-client";

/** A registry of metrics; `contentType` and `metrics()` answer a scrape. */
export type Metrics = Registry;

/** A new registry with the process's own metrics, in the OpenMetrics format. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  // The library's types tie a registry to the format it was declared with, although the setter takes both.
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as string as PrometheusContentType);
  collectDefaultMetrics({ register: registry });
  return registry;
};
