import { Counter, type Registry } from "prom-client";
import type { NewEvent } from "#event-store";
import type { MeasuredCell, MeasuredDeliveries, MinuteMeasured } from "#measurement";
import type { ViolationEvent } from "#violation";
import { boundedLabel } from "./bounded-label.ts";
import { DurationHistogram } from "./duration-histogram.ts";

const MAX_INTEGRATIONS = 1_000;
const MAX_ENVIRONMENTS = 100;
const MAX_ENDPOINTS = 500;
/** Where nobody could tell the environment. */
const UNKNOWN = "unknown";

const classOf = (outcome: string): string => (/^[1-5]\d\d$/.test(outcome) ? `${outcome[0]}xx` : outcome);

const nameOf = (clausePath: string): string => clausePath.slice(clausePath.lastIndexOf(".") + 1);

/** Takes the events of committed batches. */
export type NoteCommitted = (events: readonly NewEvent[]) => void;

/**
 * Registers what the watched integrations did, counted from committed events: a minute's traffic a minute after its end,
 * violations as they are opened. Labels are bounded, and no client is one. Counters only grow: what a later part of a
 * minute takes back stays counted here, and is right in the service levels.
 */
export const registerIntegrationMetrics = (registry: Registry): NoteCommitted => {
  const registers = [registry];
  const requests = new Counter({
    name: "clausewatch_requests_total",
    help: "Requests between the parties, by class of their status, or by failure where no answer came",
    labelNames: ["integration", "environment", "endpoint", "class"] as const,
    registers,
  });
  const objectives = new Counter({
    name: "clausewatch_objective_events_total",
    help: "Requests that count for a service level objective, outside maintenance",
    labelNames: ["integration", "environment", "objective", "clause", "result"] as const,
    registers,
  });
  const durations = new DurationHistogram(registry);
  const attempts = new Counter({
    name: "clausewatch_webhook_attempts_total",
    help: "Attempts to deliver webhooks, by class of the answer's status, or by failure",
    labelNames: ["integration", "environment", "type", "class"] as const,
    registers,
  });
  const violations = new Counter({
    name: "clausewatch_violations_total",
    help: "Violations of the specification that were opened",
    labelNames: ["integration", "environment", "rule", "severity", "party"] as const,
    registers,
  });
  const integrationLabel = boundedLabel(MAX_INTEGRATIONS);
  const environmentLabel = boundedLabel(MAX_ENVIRONMENTS);
  const endpointLabel = boundedLabel(MAX_ENDPOINTS);

  const typeLabel = boundedLabel(MAX_ENDPOINTS);

  const noteDeliveries = (
    integration: string,
    { environment, eventType, outcomes }: MeasuredDeliveries,
  ): void => {
    const where = {
      integration,
      environment: environmentLabel(environment ?? UNKNOWN),
      type: typeLabel(eventType ?? UNKNOWN),
    };
    for (const [outcome, count] of Object.entries(outcomes))
      attempts.inc({ ...where, class: classOf(outcome) }, count);
  };

  const noteCell = (integration: string, cell: MeasuredCell): void => {
    const environment = environmentLabel(cell.environment ?? UNKNOWN);
    const where = { integration, environment, endpoint: endpointLabel(cell.endpoint) };
    for (const [outcome, count] of Object.entries(cell.outcomes))
      if (count > 0) requests.inc({ ...where, class: classOf(outcome) }, count);
    for (const [clause, counts] of Object.entries(cell.objectives ?? {}))
      for (const result of ["good", "bad"] as const)
        objectives.inc(
          { integration, environment, objective: nameOf(clause), clause, result },
          Math.max(0, counts[result]),
        );
    if (cell.durations) durations.add(where, cell.durations);
  };

  return (events) => {
    for (const { type, data, source } of events) {
      const integration = integrationLabel(source);
      if (type === "MinuteMeasured") {
        const { cells, deliveries = [] } = data as MinuteMeasured;
        for (const cell of cells) noteCell(integration, cell);
        for (const cell of deliveries) noteDeliveries(integration, cell);
      }
      if (type === "ViolationOpened") {
        const { violation } = data as ViolationEvent & { type: "ViolationOpened" };
        const { rule, severity, party, environment = UNKNOWN } = violation;
        violations.inc({ integration, environment: environmentLabel(environment), rule, severity, party });
      }
    }
  };
};
