import { Registry } from "prom-client";
import type { NewEvent } from "#event-store";
import { binOf, type MeasuredCell } from "#measurement";
import { registerIntegrationMetrics } from "./integration-metrics.ts";

const minute = (...cells: MeasuredCell[]): NewEvent => ({
  eventId: "1",
  stream: "measurement-shop-2024-01",
  type: "MinuteMeasured",
  source: "shop",
  occurredAtMs: 0,
  data: { type: "MinuteMeasured", integration: "shop", minute: "2024-01-15T10:00:00.000Z", part: 1, cells },
});

const noted = async (...events: NewEvent[]): Promise<string> => {
  const registry = new Registry();
  registerIntegrationMetrics(registry)(events);
  return registry.metrics();
};

it("counts requests by class, objectives by result, and durations by bucket", async () => {
  const text = await noted(
    minute({
      environment: "live",
      endpoint: "POST /orders",
      client: "a",
      outcomes: { 200: 3, 201: 1, timeout: 2 },
      objectives: { "environments.live.sla.uptime": { good: 4, bad: 2, apart: 9 } },
      durations: { [binOf(4)]: 1, [binOf(150)]: 4, [binOf(60_000)]: 1 },
    }),
  );
  const where = 'integration="shop",environment="live"';
  expect(text).toContain(`clausewatch_requests_total{${where},endpoint="POST /orders",class="2xx"} 4`);
  expect(text).toContain(`clausewatch_requests_total{${where},endpoint="POST /orders",class="timeout"} 2`);
  const objective = `${where},objective="uptime",clause="environments.live.sla.uptime"`;
  expect(text).toContain(`clausewatch_objective_events_total{${objective},result="good"} 4`);
  expect(text).toContain(`clausewatch_objective_events_total{${objective},result="bad"} 2`);
  const bucket = (le: string): string =>
    `clausewatch_request_duration_seconds_bucket{le="${le}",${where},endpoint="POST /orders"}`;
  expect(text).toContain(`${bucket("0.005")} 1\n`);
  expect(text).toContain(`${bucket("0.1")} 1\n`);
  expect(text).toContain(`${bucket("0.2")} 5\n`);
  expect(text).toContain(`${bucket("+Inf")} 6\n`);
  const sum = Number(/duration_seconds_sum\{.*\} (\S+)/.exec(text)?.[1]);
  expect(Math.abs(sum - 60.604)).toBeLessThan(0.607);
});

it("counts webhook attempts by event type", async () => {
  const event = minute();
  const deliveries = [{ environment: "live", eventType: "order.created", outcomes: { 204: 2, refused: 1 } }];
  const text = await noted({ ...event, data: { ...(event.data as object), deliveries } });
  const where = 'integration="shop",environment="live",type="order.created"';
  expect(text).toContain(`clausewatch_webhook_attempts_total{${where},class="2xx"} 2`);
  expect(text).toContain(`clausewatch_webhook_attempts_total{${where},class="refused"} 1`);
});

it("only grows where a later part takes back", async () => {
  const cell = { endpoint: "GET /orders", outcomes: { 200: -2 }, durations: { [binOf(5)]: -2 } };
  const counted = { endpoint: "GET /orders", outcomes: { 200: 5 }, durations: { [binOf(5)]: 5 } };
  const text = await noted(minute(counted), minute(cell));
  expect(text).toContain('environment="unknown",endpoint="GET /orders",class="2xx"} 5');
  expect(text).toMatch(/duration_seconds_count\{.*\} 5/);
});

it("bounds what a label may be", async () => {
  const cells = Array.from({ length: 600 }, (_, n) => ({ endpoint: `GET /${n}`, outcomes: { 200: 1 } }));
  const text = await noted(minute(...cells));
  expect(text.match(/^clausewatch_requests_total\{/gm)).toHaveLength(501);
  expect(text).toContain('endpoint="other",class="2xx"} 100');
});

it("counts violations as they are opened, once each", async () => {
  const violation = {
    ...{ id: "v", rule: "auth.missing", severity: "error", party: "consumer", environment: "live" },
  };
  const opened = { ...minute(), type: "ViolationOpened", data: { type: "ViolationOpened", violation } };
  const recurred = { ...minute(), type: "ViolationRecurred", data: { type: "ViolationRecurred", id: "v" } };
  expect(await noted(opened, recurred)).toContain(
    'clausewatch_violations_total{integration="shop",environment="live",rule="auth.missing",severity="error",party="consumer"} 1',
  );
});
