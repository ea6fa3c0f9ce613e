import type { ViolationEvent } from "#violation";
import {
  openedNow,
  QUICK_ROUTING,
  recordingNotifier,
  startNotificationsTest,
} from "../testing/notifications-under-test.ts";

let test: Awaited<ReturnType<typeof startNotificationsTest>>;

beforeAll(async () => {
  test = await startNotificationsTest();
});
beforeEach(() => test.begin());
afterEach(() => test.end());
afterAll(() => test?.stop());

const summaries = (notification: { alerts: readonly { annotations: Readonly<Record<string, string>> }[] }) =>
  notification.alerts.map(({ annotations }) => annotations["summary"]);

it("tells of a violation, of its escalation and of its end, and keeps the history", async () => {
  const team = recordingNotifier();
  test.start([team]);
  await test.append(QUICK_ROUTING, openedNow("v1", {}, true));
  await test.holds("it is told", () => team.sent.length === 1);
  expect(team.sent[0]).toMatchObject({
    status: "firing",
    omitted: 0,
    groupLabels: { integration: "orders" },
  });
  expect(summaries(team.sent[0]!)).toEqual(["v1 is broken"]);
  const escalated: ViolationEvent = {
    type: "ViolationEscalated",
    id: "v1",
    severity: "critical",
    time: new Date().toISOString(),
  };
  await test.append(escalated);
  await test.holds("it is told again", () => team.sent.length === 2);
  expect(team.sent[1]!.alerts[0]!.labels).toMatchObject({ severity: "critical" });
  await test.append({ type: "ViolationResolved", id: "v1", by: "ada" });
  await test.holds("its end is told", () => team.sent.length === 3);
  expect(team.sent[2]).toMatchObject({ status: "resolved", groupKey: team.sent[0]!.groupKey });
  expect(new Set(team.sent.map(({ deduplicationKey }) => deduplicationKey)).size).toBe(3);
  await test.holds("the history has it", async () => (await test.history()).length === 3);
  expect((await test.history()).map(({ type, cause, attempts }) => [type, cause, attempts])).toEqual([
    ["NotificationSent", "new", 1],
    ["NotificationSent", "escalated", 1],
    ["NotificationSent", "resolved", 1],
  ]);
  const { rows } = await test.pool.query(
    "SELECT (SELECT count(*) FROM alert) + (SELECT count(*) FROM outbox) AS left",
  );
  expect(rows).toEqual([{ left: "0" }]);
});

it("tells each once with two alerters at work", async () => {
  const team = recordingNotifier();
  test.start([team]);
  test.start([team]);
  await test.append(QUICK_ROUTING);
  for (let n = 0; n < 20; n += 1) await test.append(openedNow(`v${n}`, { integration: `i${n}` }));
  await test.holds("all are told", () => team.sent.length >= 20);
  await test.caughtUp();
  await test.holds("the history has them", async () => (await test.history()).length === 20);
  expect(team.sent).toHaveLength(20);
  expect(new Set(team.sent.map(({ deduplicationKey }) => deduplicationKey)).size).toBe(20);
});

it("sends again, with the same key, what a process sent and did not record", async () => {
  const first = recordingNotifier();
  const stop = test.start([first]);
  await test.pool.query(`
    CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'crashed'; END $$;
    CREATE TRIGGER crash BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION crash()`);
  await test.append(QUICK_ROUTING, openedNow("v1"));
  await test.holds("it is sent", () => first.sent.length === 1);
  await test.holds("it is not recorded", () => test.logger.warn.mock.calls.length > 0);
  await stop();
  await test.pool.query("DROP TRIGGER crash ON outbox");
  const second = recordingNotifier();
  test.start([second]);
  expect(second.sent).toHaveLength(0);
  await test.pool.query("UPDATE outbox SET lease_until = now() - interval '1 second'");
  await test.holds("it is sent again", () => second.sent.length === 1);
  expect(second.sent[0]).toEqual(first.sent[0]);
  await test.holds("it is recorded", async () => (await test.history()).length === 1);
  expect((await test.history())[0]).toMatchObject({
    type: "NotificationSent",
    key: first.sent[0]!.deduplicationKey,
  });
});

it("tries again a receiver that answers 500, and does not let others wait for one that hangs", async () => {
  const [failing, hanging, team] = ["failing", "hanging", "team"].map(recordingNotifier) as [
    ReturnType<typeof recordingNotifier>,
    ReturnType<typeof recordingNotifier>,
    ReturnType<typeof recordingNotifier>,
  ];
  failing.answer = () =>
    failing.sent.length < 3 ? { kind: "retry", detail: "500" } : { kind: "sent", detail: "200" };
  hanging.answer = () => new Promise(() => undefined);
  test.start([failing, hanging, team]);
  await test.append(QUICK_ROUTING);
  for (let n = 0; n < 10; n += 1) await test.append(openedNow(`v${n}`, { integration: `i${n}` }));
  await test.holds("the others are told", () => team.sent.length === 10);
  expect(hanging.sent.length).toBeLessThanOrEqual(4);
  await test.holds("the first try is made again", async () =>
    (await test.history<{ receiver: string; attempts: number }>()).some(
      ({ receiver, attempts }) => receiver === "failing" && attempts > 1,
    ),
  );
  const keys = failing.sent.map(({ deduplicationKey }) => deduplicationKey);
  expect(new Set(keys).size).toBeLessThan(keys.length);
});

it("records what a receiver refuses, and says it anew while it lasts", async () => {
  const team = recordingNotifier();
  team.answer = () =>
    team.sent.length === 1 ? { kind: "refused", detail: "404" } : { kind: "sent", detail: "200" };
  test.start([team]);
  await test.append(QUICK_ROUTING, openedNow("v1", {}, true));
  await test.holds("it is said anew", () => team.sent.length === 2);
  await test.holds("both are recorded", async () => (await test.history()).length === 2);
  expect((await test.history()).map(({ type, reason, cause }) => [type, reason ?? cause])).toEqual([
    ["NotificationFailed", "refused"],
    ["NotificationSent", "new"],
  ]);
});

it("replaces what a receiver that is down has not got", async () => {
  const team = recordingNotifier();
  team.answer = () => ({ kind: "retry", detail: "refused", afterMs: 3000 });
  test.start([team]);
  await test.append(QUICK_ROUTING, openedNow("v1", {}, true));
  await test.holds("it is tried", () => team.sent.length === 1);
  team.answer = () => ({ kind: "sent", detail: "200" });
  await test.append(openedNow("v2", { client: "shop" }, true));
  await test.holds("the newer one is sent", () => team.sent.length === 2);
  expect(summaries(team.sent[1]!).sort()).toEqual(["v1 is broken", "v2 is broken"]);
  await test.holds("both are in the history", async () => (await test.history()).length === 2);
  expect((await test.history())[0]).toMatchObject({
    type: "NotificationHeld",
    reason: "superseded",
    key: team.sent[0]!.deduplicationKey,
  });
});

it("wakes nobody for what happened long ago, however it comes", async () => {
  const time = new Date(Date.now() - 30 * 86_400_000).toISOString();
  const old = Array.from({ length: 300 }, (_, n) => openedNow(`v${n}`, { time }));
  for (const event of old)
    await test.pool.query("SELECT append_events($1)", [
      JSON.stringify([
        {
          n: 0,
          event_id: JSON.stringify(event).slice(0, 200),
          stream: `violation-${(event as { violation: { id: string } }).violation.id}`,
          type: event.type,
          source: "orders",
          occurred_at_ms: Date.parse(time),
          data: JSON.stringify(event),
          digest: "00",
        },
      ]),
    ]);
  const team = recordingNotifier();
  test.start([team]);
  await test.holds("it is counted", async () => (await test.history()).length === 1);
  await test.caughtUp();
  expect(team.sent).toEqual([]);
  expect((await test.history())[0]).toMatchObject({
    reason: "too-old",
    violations: 300,
    from: time,
    to: time,
  });
});

it("holds a storm to one notification a group and few events", async () => {
  const team = recordingNotifier();
  test.start([team]);
  const storm = Array.from({ length: 10_000 }, (_, n) => openedNow(`v${n}`, { client: `c${n % 40}` }));
  for (let from = 0; from < storm.length; from += 1000)
    await test.pool.query("SELECT append_events($1)", [
      JSON.stringify(
        storm.slice(from, from + 1000).map((event, n) => ({
          n,
          event_id: `e${from + n}`,
          stream: `violation-v${from + n}`,
          type: event.type,
          source: "orders",
          occurred_at_ms: Date.now(),
          data: JSON.stringify(event),
          digest: "00",
        })),
      ),
    ]);
  await test.caughtUp();
  await test.holds("it is told", () => team.sent.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(team.sent).toHaveLength(1);
  expect((await test.history()).length).toBeLessThanOrEqual(2);
  const { rows } = await test.pool.query("SELECT count(*)::integer AS alerts FROM alert");
  expect(rows).toEqual([{ alerts: 40 }]);
});
