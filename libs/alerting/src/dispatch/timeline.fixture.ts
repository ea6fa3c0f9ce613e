import type { Violation, ViolationEvent } from "#violation";
import { DEFAULT_ROUTING, type Route, type Routing } from "../routing/routing.ts";
import type { NotificationEvent } from "./notification-event.ts";
import { flush } from "./flush.ts";
import type { DispatchContext } from "./place-alert.ts";
import { initialSettings, openDispatch, type StoredDispatch } from "./state.ts";
import { takeEvent, type AlertingEvent } from "./take-event.ts";

/** The moment at which timelines begin. */
export const T = Date.UTC(2024, 0, 15, 10);

const hash = (text: string): string => Buffer.from(text).toString("hex");
/** A hash that tells everything apart, for tests. */
export const longHash = (text: string): string => {
  let value = 0xcbf29ce484222325n;
  for (const byte of hash(text))
    value = ((value ^ BigInt(byte.charCodeAt(0))) * 0x100000001b3n) & ((1n << 64n) - 1n);
  return value.toString(16).padStart(32, "0");
};

/** The opening of a violation. */
export const opened = (
  id: string,
  change: Partial<Violation> = {},
  episode?: true,
): Extract<ViolationEvent, { type: "ViolationOpened" }> => ({
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
    time: new Date(T).toISOString(),
    eventIds: ["e1"],
    message: `${id} is broken`,
    evidence: {},
    count: 1,
    ...change,
  },
});

/** The end of an episode. */
export const ended = (id: string, lastMs = T): ViolationEvent => ({
  type: "ViolationRecurred",
  id,
  count: 2,
  eventIds: [],
  lastTime: new Date(lastMs).toISOString(),
  ended: true,
});

/** The usual routing with something changed at its root. */
export const routed = (route: Route, inhibitions?: Routing["inhibitions"]): AlertingEvent => ({
  type: "RoutingSet",
  routing: { route: { ...DEFAULT_ROUTING.route, ...route }, ...(inhibitions && { inhibitions }) },
  by: "ada",
});

/** A silence over some seconds from the beginning. */
export const silenced = (id: string, fromS: number, toS: number, ...matchers: string[]): AlertingEvent => ({
  type: "SilenceCreated",
  silence: {
    id,
    matchers,
    from: new Date(T + fromS * 1000).toISOString(),
    to: new Date(T + toS * 1000).toISOString(),
    by: "ada",
    comment: "known",
  },
});

/** One line of a timeline: what comes at a second, or nothing but time. */
export type Entry = readonly [second: number, ...events: AlertingEvent[]];

/** What was told, one text a notification: `2s team firing new v1 v2 / v3` (over: behind the slash). */
const told = (second: number, { outgoing }: ReturnType<typeof flush>): string[] =>
  outgoing.map(({ notification: { alerts, status }, decided: { receiver, cause } }) => {
    const names = (over: boolean): string[] =>
      alerts
        .filter(({ endsAtMs }) => (endsAtMs !== undefined) === over)
        .map(({ labels, annotations }) => `${annotations["summary"]?.split(" ")[0]}:${labels["severity"]}`)
        .sort();
    const gone = names(true);
    return [
      `${second}s`,
      receiver,
      status,
      cause,
      ...names(false),
      ...(gone.length > 0 ? ["/", ...gone] : []),
    ].join(" ");
  });

/** Runs a timeline second by second; groups are looked at each second, once what is there has been taken. */
export const timeline = (
  entries: readonly Entry[],
  {
    untilS = Math.max(...entries.map(([second]) => second)) + 3,
    receivers = ["team"] as readonly string[],
    from = { alerts: [], groups: [], settings: initialSettings() } as StoredDispatch,
  } = {},
) => {
  const dispatch = openDispatch(from);
  const sent: string[] = [];
  const held: string[] = [];
  const records: NotificationEvent[] = [];
  const queue = [...entries].sort(([one], [other]) => one - other);
  for (let second = 0; second <= untilS; second += 1) {
    const nowMs = T + second * 1000;
    const context: DispatchContext = { nowMs, receivers, hash: longHash, consoleUrl: undefined };
    while (queue[0] && queue[0][0] <= second)
      for (const event of queue.shift()!.slice(1) as AlertingEvent[]) {
        const occurredAtMs = event.type === "ViolationOpened" ? Date.parse(event.violation.time) : nowMs;
        takeEvent(dispatch, event, { occurredAtMs, recordedAtMs: nowMs }, context);
      }
    const flushed = flush(dispatch, context);
    sent.push(...told(second, flushed));
    records.push(...flushed.held);
    held.push(
      ...flushed.held.map(({ stage, reason, by, alerts, omitted, violations }) =>
        [
          `${second}s`,
          stage,
          reason,
          ...(by ?? []),
          `${(alerts?.length ?? 0) + (omitted ?? 0)} alerts`,
          ...(violations === undefined ? [] : [`${violations} violations`]),
        ].join(" "),
      ),
    );
  }
  return { dispatch, sent, held, records };
};
