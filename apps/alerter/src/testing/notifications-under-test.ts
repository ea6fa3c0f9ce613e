import type { Pool } from "pg";
import type { AlertingEvent, Notification, Notifier, RevisionTaken, SendOutcome } from "#alerting";
import { appendToStream, EVENT_STORE_MIGRATIONS, headPosition } from "#event-store";
import { createMetrics, createPool, migrate, type Metrics } from "#platform";
import { READ_MODEL_MIGRATIONS } from "#read-models";
import type { Violation, ViolationEvent } from "#violation";
import { startTestPostgres } from "../../../../test/support/postgres.ts";
import { until } from "../../../../test/support/until.ts";
import { alertingLag, runNotifications } from "../notifications/run-notifications.ts";

/** A receiver that keeps what it is sent; its answer can be changed. */
export interface RecordingNotifier extends Notifier {
  sent: Notification[];
  answer: (notification: Notification, signal: AbortSignal) => Promise<SendOutcome> | SendOutcome;
}

export const recordingNotifier = (receiver = "team"): RecordingNotifier => {
  const notifier: RecordingNotifier = {
    receiver,
    sent: [],
    answer: () => ({ kind: "sent", detail: "200" }),
    send: async (notification, signal) => {
      notifier.sent.push(notification);
      return notifier.answer(notification, signal);
    },
  };
  return notifier;
};

/** The opening of a violation, as of now. */
export const openedNow = (id: string, change: Partial<Violation> = {}, episode?: true): ViolationEvent => ({
  type: "ViolationOpened",
  ...(episode && { episode }),
  violation: {
    id,
    rule: "request.body-invalid",
    severity: "error",
    party: "consumer",
    clause: { path: "endpoint[POST /a].request.body", file: "spec.md", line: 3, text: "minimum: 1" },
    integration: "orders",
    environment: "production",
    endpoint: "POST /a",
    time: new Date().toISOString(),
    eventIds: ["e1"],
    message: `${id} is broken`,
    evidence: {},
    count: 1,
    ...change,
  },
});

/** The routing of tests: short waits. */
export const QUICK_ROUTING = {
  type: "RoutingSet",
  routing: { route: { groupWait: "100ms", groupInterval: "1s", repeatInterval: "1h" } },
  by: "ada",
} as const satisfies AlertingEvent;

/** An activation as it is stored. */
type Activation = Omit<RevisionTaken, "maintenance">;

/** A server with a fresh database for each test, and alerters on it. */
export const startNotificationsTest = async () => {
  const postgres = await startTestPostgres();
  const stops: (() => Promise<void>)[] = [];
  const test = {
    pool: undefined as unknown as Pool,
    url: "",
    logger: { info: jest.fn(), warn: jest.fn() },
    begin: async () => {
      test.url = await postgres.createDatabase();
      await migrate(test.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
      test.pool = createPool(test.url, { max: 12 });
    },
    /** Starts an alerter; returns its end. */
    start: (notifiers: readonly Notifier[], metrics: Metrics = createMetrics()) => {
      const stopping = new AbortController();
      const running = runNotifications(
        { pool: test.pool, logger: test.logger, notifiers, metrics },
        stopping.signal,
      );
      const stop = async () => {
        stopping.abort();
        await running;
      };
      stops.push(stop);
      return stop;
    },
    append: async (...events: (AlertingEvent | Activation)[]) => {
      const streams = new Map<string, typeof events>();
      for (const event of events) {
        const stream = streamOf(event);
        streams.set(stream, [...(streams.get(stream) ?? []), event]);
      }
      for (const [stream, some] of streams)
        await appendToStream(
          test.pool,
          stream,
          some.map((data) => ({
            eventId: `${stream} ${JSON.stringify(data)}`.slice(0, 300),
            type: data.type,
            source: "orders",
            occurredAtMs: Date.now(),
            data,
          })),
          "any",
        );
    },
    history: async <Event = Record<string, unknown>>() =>
      (
        await test.pool.query<{ data: Event }>(
          "SELECT data FROM event WHERE type LIKE 'Notification%' ORDER BY position",
        )
      ).rows.map(({ data }) => data),
    caughtUp: () =>
      until(
        "alerting has taken everything",
        async () => (await alertingLag(test.pool)) === 0 && (await headPosition(test.pool)) > 0,
        () => JSON.stringify(test.logger.warn.mock.calls),
      ),
    holds: (what: string, condition: () => boolean | Promise<boolean>) =>
      until(
        what,
        async () => condition(),
        () => JSON.stringify(test.logger.warn.mock.calls),
        20_000,
      ),
    end: async () => {
      await Promise.all(stops.splice(0).map((stop) => stop()));
      await test.pool?.end();
    },
    stop: () => postgres.stop(),
  };
  return test;
};

const streamOf = (event: AlertingEvent | Activation): string => {
  if (event.type === "RoutingSet") return "routing";
  if (event.type === "RevisionActivated") return `integration-${event.integration}`;
  const { id, violation, silence } = event as {
    id?: string;
    violation?: Violation;
    silence?: { id: string };
  };
  return silence ? `silence-${silence.id}` : `violation-${violation?.id ?? id}`;
};
