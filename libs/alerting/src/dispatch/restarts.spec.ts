import fc from "fast-check";
import { takeChanges } from "./changes.ts";
import { flush, nextDueMs } from "./flush.ts";
import { initialSettings, openDispatch, type Dispatch, type StoredDispatch } from "./state.ts";
import { takeEvent, type AlertingEvent } from "./take-event.ts";
import { ended, longHash, opened, routed, silenced, T } from "./timeline.fixture.ts";

const UNTIL_S = 1500;

/** What is stored, row by row, as changes leave it. */
class Store {
  private readonly alerts = new Map<string, string>();
  private readonly groups = new Map<string, string>();
  private settings = JSON.stringify(initialSettings());

  commit(dispatch: Dispatch): void {
    const { alerts, goneAlerts, groups, goneGroups, settings } = takeChanges(dispatch);
    for (const one of alerts) this.alerts.set(one.id, JSON.stringify(one));
    for (const one of groups) this.groups.set(one.key, JSON.stringify(one));
    goneAlerts.forEach((id) => this.alerts.delete(id));
    goneGroups.forEach((key) => this.groups.delete(key));
    if (settings) this.settings = JSON.stringify(settings);
  }

  open(): Dispatch {
    const rows = (stored: Map<string, string>) =>
      [...stored.values()].map((text) => JSON.parse(text) as never);
    const settings = JSON.parse(this.settings) as StoredDispatch["settings"];
    return openDispatch({ alerts: rows(this.alerts), groups: rows(this.groups), settings });
  }
}

type Line = readonly [second: number, event: AlertingEvent];

/** How work is cut: how many events a transaction takes, and whether it is lost, or the process restarts after it. */
interface Cut {
  take: number;
  end: "goes on" | "lost" | "restarts";
}

const SMOOTH: readonly Cut[] = [{ take: 1000, end: "goes on" }];

const run = (lines: readonly Line[], cuts: readonly Cut[]): string[] => {
  const store = new Store();
  const sent: string[] = [];
  let dispatch = store.open();
  let step = 0;
  const transact = <Result>(work: () => Result): Result => {
    for (;;) {
      const { end } = cuts[step++ % cuts.length]!;
      const result = work();
      if (end !== "lost" || step % 2 === 0) store.commit(dispatch);
      if (end === "goes on") return result;
      const wasLost = end === "lost" && step % 2 !== 0;
      dispatch = store.open();
      if (!wasLost) return result;
    }
  };
  let next = 0;
  const later = (): number => Math.ceil(((nextDueMs(dispatch) ?? Infinity) - T) / 1000);
  for (let second = 0; second <= UNTIL_S; second = Math.min(later(), lines[next]?.[0] ?? Infinity)) {
    const context = { nowMs: T + second * 1000, receivers: ["team"], hash: longHash, consoleUrl: undefined };
    while (lines[next] && lines[next]![0] <= second) {
      const { take } = cuts[step % cuts.length]!;
      const some = lines.slice(next, next + take).filter(([at]) => at <= second);
      transact(() => {
        for (const [, event] of some)
          takeEvent(dispatch, event, { occurredAtMs: context.nowMs, recordedAtMs: context.nowMs }, context);
      });
      next += some.length;
    }
    const { outgoing, held } = transact(() => flush(dispatch, context));
    sent.push(...outgoing.map(({ notification }) => JSON.stringify(notification)));
    sent.push(...held.map((one) => JSON.stringify(one)));
  }
  return sent;
};

const event = fc.oneof(
  fc
    .record({
      id: fc.nat({ max: 12 }),
      client: fc.constantFrom("a", "b"),
      rule: fc.constantFrom("sla.fast-burn" as const, "sla.degraded" as const, "auth.missing" as const),
      severity: fc.constantFrom("info" as const, "warning" as const, "error" as const, "critical" as const),
      episode: fc.constantFrom(true as const, undefined),
    })
    .map(({ id, episode, ...change }): AlertingEvent => opened(`v${id}`, change, episode)),
  fc.nat({ max: 12 }).map((id): AlertingEvent => ended(`v${id}`)),
  fc
    .record({
      id: fc.nat({ max: 12 }).map((n) => `v${n}`),
      type: fc.constantFrom("ViolationAcknowledged" as const, "ViolationResolved" as const),
    })
    .map((acted): AlertingEvent => ({ ...acted, by: "ada" })),
  fc.nat({ max: 12 }).map((id): AlertingEvent => ({
    type: "ViolationEscalated",
    id: `v${id}`,
    severity: "critical",
    time: new Date(T).toISOString(),
  })),
  fc.nat({ max: 900 }).map((from): AlertingEvent => silenced(`s${from}`, from, from + 200, "client=a")),
  fc.constantFrom("1m", "5m").map((groupInterval): AlertingEvent => routed({ groupInterval })),
);
const lines = fc
  .array(fc.tuple(fc.nat({ max: 1000 }), event), { maxLength: 40 })
  .map((some): Line[] => some.toSorted(([one], [other]) => one - other));
const cuts = fc.array(
  fc.record({
    take: fc.integer({ min: 1, max: 5 }),
    end: fc.constantFrom("goes on" as const, "lost" as const, "restarts" as const),
  }),
  { minLength: 1, maxLength: 7 },
);

it("sends and records the same however work is cut, lost and begun again", () => {
  fc.assert(
    fc.property(lines, cuts, (some, how) => {
      expect(run(some, how)).toEqual(run(some, SMOOTH));
    }),
    { numRuns: 60 },
  );
});
