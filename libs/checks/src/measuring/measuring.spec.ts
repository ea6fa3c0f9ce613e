import type { Exchange, WebhookAttempt } from "#observation";
import { attempt } from "../webhook/deliveries/delivery.fixture.ts";
import { compileSpecification } from "../engine/compile-specification.ts";
import { BAD, call, live, MINUTE, T, UPTIME } from "../sla/sla.fixture.ts";
import type { ToldMinute } from "./measuring.ts";

const UPTIME_PATH = "environments.live.sla.uptime";

/** Tells what was measured of these exchanges, each seen as it comes; then the clock goes on for ten minutes. */
const measured = (specification = UPTIME) => {
  const compiled = compileSpecification(specification);
  const state = compiled.initialState();
  const told: ToldMinute[] = [];
  let clockMs = 0;
  const pass = (untilMs: number): void => {
    clockMs = Math.max(clockMs, untilMs);
    compiled.advance(
      state,
      clockMs,
      () => undefined,
      (minute) => told.push(structuredClone(minute)),
    );
  };
  const see = (...exchanges: readonly (Exchange | WebhookAttempt)[]): void => {
    for (const exchange of exchanges) {
      clockMs = Math.max(clockMs, exchange.timeMs);
      compiled.observe(state, exchange, clockMs, () => undefined);
      pass(clockMs);
    }
  };
  return { told, pass, see };
};

const shop = { client: "shop", environment: "live" };

it("tells a minute once it has been over for a minute", () => {
  const { told, pass, see } = measured();
  see(call(T, shop), call(T + 30_000, { ...shop, ...BAD }), call(T + MINUTE - 1, shop));
  pass(T + 2 * MINUTE - 1);
  expect(told).toEqual([]);
  pass(T + 2 * MINUTE);
  expect(told).toEqual([
    {
      startMs: T,
      part: 1,
      form: 2,
      cells: [
        {
          environment: "live",
          endpoint: "POST /orders",
          client: "shop",
          uncaptured: {
            requestHeaders: 3,
            requestBodies: 3,
            responseHeaders: { 200: 2, 503: 1 },
            responseBodies: { 200: 2, 503: 1 },
          },
          outcomes: { 200: 2, 503: 1 },
          objectives: { [UPTIME_PATH]: { good: 2, bad: 1, apart: 0 } },
          durations: { 81: 3 },
          badEventIds: [expect.any(String)],
        },
      ],
    },
  ]);
});

it("tells what came late as another part of its minute", () => {
  const { told, see } = measured();
  see(call(T, shop), call(T + 5 * MINUTE, shop), call(T + 1, shop), call(T + 6 * MINUTE, shop));
  see(call(T + 9 * MINUTE, shop));
  expect(told.map(({ startMs, part, restates }) => [(startMs - T) / MINUTE, part, restates])).toEqual([
    [0, 1, undefined],
    [0, 2, true],
    [5, 1, undefined],
    [6, 1, undefined],
  ]);
  expect(told[1]!.cells[0]!.outcomes).toEqual({ 200: 1 });
});

it("restates a minute that was closed without an exchange", () => {
  const { told, see, pass } = measured();
  see(call(T, shop), call(T + 5 * MINUTE, shop), call(T + MINUTE, shop));
  pass(T + 9 * MINUTE);
  expect(told.map(({ startMs, part, restates }) => [(startMs - T) / MINUTE, part, restates])).toEqual([
    [0, 1, undefined],
    [1, 1, true],
    [5, 1, undefined],
  ]);
});

it("leaves out what is more than three days late", () => {
  const { told, see, pass } = measured();
  see(call(T, shop), call(T - 4 * 24 * 60 * MINUTE, shop));
  pass(T + 10 * MINUTE);
  expect(told.map(({ startMs }) => startMs)).toEqual([T]);
});

it("counts exchanges without an answer by their failure", () => {
  const { told, see, pass } = measured();
  see(call(T, { ...shop, response: null, failure: "timeout" }), call(T, { ...shop, response: null }));
  pass(T + 2 * MINUTE);
  expect(told[0]!.cells[0]).toMatchObject({
    outcomes: { timeout: 1, unknown: 1 },
    objectives: { [UPTIME_PATH]: { good: 0, bad: 1, apart: 0 } },
  });
});

it("keeps what falls into a documented maintenance window apart", () => {
  const { told, see, pass } = measured(
    live('sla: { uptime: "99.9%" }\n    maintenance_window: "Mondays 10:00-11:00 UTC"'),
  );
  see(call(T, { ...shop, ...BAD }));
  pass(T + 2 * MINUTE);
  expect(told[0]!.cells[0]!.objectives).toEqual({ [UPTIME_PATH]: { good: 0, bad: 0, apart: 1 } });
});

it("counts sampled sources for no objective", () => {
  const { told, see, pass } = measured();
  see(call(T, { ...shop, partial: true }), call(T + 1, shop));
  pass(T + 2 * MINUTE);
  expect(told[0]!.cells).toEqual([expect.objectContaining({ outcomes: { 200: 2 } })]);
  expect(told[0]!.cells[0]).not.toHaveProperty("objectives");
});

it("takes back what one side told once a side begins that sees more", () => {
  const { told, see, pass } = measured();
  const consumer = { ...shop, observedBy: "consumer" } as const;
  const gateway = { ...shop, observedBy: "gateway" } as const;
  see(call(T, consumer), call(T + MINUTE, consumer), call(T + 2 * MINUTE, consumer));
  expect(told).toHaveLength(1);
  see(call(T + MINUTE + 1, gateway), call(T + 2 * MINUTE + 1, consumer));
  pass(T + 9 * MINUTE);
  const sums = new Map<number, number>();
  for (const { startMs, cells } of told)
    for (const { outcomes } of cells) sums.set(startMs, (sums.get(startMs) ?? 0) + (outcomes["200"] ?? 0));
  expect([...sums]).toEqual([
    [T, 0],
    [T + MINUTE, 1],
  ]);
});

it("counts webhook attempts by event type, the sender's record before the receiver's", () => {
  const { told, see, pass } = measured();
  const sent = { timeMs: T, observedBy: "sender", durationMs: 5, eventType: "order.created" } as const;
  see(
    attempt({ at: 0, ...sent, answer: 200 }),
    attempt({ at: 0, ...sent, answer: "timeout" }),
    attempt({ at: 0, ...sent, observedBy: "receiver" }),
    attempt({ at: 0, ...sent, eventType: undefined }),
  );
  pass(T + 2 * MINUTE);
  const deliveries = [
    {
      environment: "live",
      eventType: "order.created",
      outcomes: { 200: 1, timeout: 1 },
      durations: { 81: 2 },
      uncaptured: { requestHeaders: 2, requestBodies: 2 },
    },
    {
      environment: "live",
      outcomes: { 500: 1 },
      durations: { 81: 1 },
      uncaptured: { requestHeaders: 1, requestBodies: 1 },
    },
  ];
  expect(told).toEqual([{ startMs: T, part: 1, form: 2, cells: [], deliveries }]);
});

it("tells at most five bad exchanges of a cell, and no more clients apart than fit", () => {
  const { told, see, pass } = measured();
  for (let n = 0; n < 2_100; n += 1) see(call(T + n, { ...BAD, environment: "live", client: `c${n}` }));
  for (let n = 0; n < 9; n += 1) see(call(T + 9_000 + n, { ...BAD, environment: "live", client: "c1" }));
  pass(T + 2 * MINUTE);
  expect(told.map(({ part, cells }) => [part, cells.length])).toEqual([
    [1, 500],
    [2, 500],
    [3, 500],
    [4, 500],
    [5, 1],
  ]);
  expect(told.some(({ restates }) => restates)).toBe(false);
  expect(told[4]!.cells[0]).not.toHaveProperty("client");
  expect(told[4]!.cells[0]!.outcomes).toEqual({ 503: 100 });
  expect(told[0]!.cells[1]!.badEventIds).toHaveLength(5);
});

it("measures and keeps nothing where nobody asks for it", () => {
  const compiled = compileSpecification(UPTIME, undefined, { minutes: false });
  const state = compiled.initialState();
  const told: ToldMinute[] = [];
  const ignore = (): void => undefined;
  for (const one of [call(T, shop), attempt({ at: 0 })]) compiled.observe(state, one, T, ignore);
  compiled.advance(state, T + 2 * MINUTE, ignore, (minute) => told.push(minute));
  expect(told).toEqual([]);
  const measured = "engine.measuring";
  expect(state.checks.get(measured)).toEqual(compiled.initialState().checks.get(measured));
});
