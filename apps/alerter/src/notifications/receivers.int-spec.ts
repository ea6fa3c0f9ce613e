import { createNotifiers } from "#alerting";
import { guardedLookup, systemClock } from "#platform";
import { startHttpReceiver, type HttpReceiver } from "../testing/http-receiver.ts";
import { openedNow, QUICK_ROUTING, startNotificationsTest } from "../testing/notifications-under-test.ts";

let test: Awaited<ReturnType<typeof startNotificationsTest>>;
let receiver: HttpReceiver;
let other: HttpReceiver;

beforeAll(async () => {
  test = await startNotificationsTest();
});
beforeEach(async () => {
  await test.begin();
  receiver = await startHttpReceiver();
  other = await startHttpReceiver();
});
afterEach(async () => {
  await test.end();
  await Promise.all([receiver.goDown(), other.goDown()]);
});
afterAll(() => test?.stop());

/** The receiver under test as a webhook; and, where it is asked for, a Slack that is well. */
const start = (withOther = false) =>
  test.start(
    createNotifiers(
      { webhook: { url: receiver.url, secrets: [] }, ...(withOther && { slack: { url: other.url } }) },
      { lookup: guardedLookup([]), clock: systemClock },
    ),
  );

/** The opening of an episode of each of so many integrations, each a group of its own. */
const openings = (count: number) =>
  Array.from({ length: count }, (_, n) => openedNow(`v${n}`, { integration: `i${n}` }, true));

const waiting = async (): Promise<{ attempt: number }[]> =>
  (await test.pool.query<{ attempt: number }>("SELECT attempt FROM outbox WHERE channel = 'webhook'")).rows;

/** The history of the receiver under test. */
const told = async () =>
  (await test.history<{ type: string; receiver: string; key: string; attempts: number; detail: string }>())
    .filter((event) => event.receiver === "webhook")
    .map(({ type, key, attempts, detail }) => ({ type, key, attempts, detail }));

it("loses nothing that a receiver missed while it was down, past its circuit's opening, and says so", async () => {
  await receiver.goDown();
  start(true);
  await test.append(QUICK_ROUTING, ...openings(8));
  await test.holds("the other is told at once", () => other.keys.length === 8);
  await test.holds("the circuit has opened and was tried", async () => {
    const attempts = (await waiting()).reduce((sum, { attempt }) => sum + attempt, 0);
    return attempts >= 6;
  });
  expect(await waiting()).toHaveLength(8);
  expect(await told()).toEqual([]);
  expect(test.logger.warn).toHaveBeenCalledWith(expect.stringContaining("webhook is tried again"));
  await receiver.comeBack();
  await test.holds("everything has come", () => receiver.keys.length === 8);
  await test.holds("all of it is recorded", async () => (await told()).length === 8);
  const history = await told();
  expect(history.every(({ type, detail }) => type === "NotificationSent" && detail === "answered 200")).toBe(
    true,
  );
  expect(Math.max(...history.map(({ attempts }) => attempts))).toBeGreaterThan(1);
  expect(new Set(history.map(({ key }) => key))).toEqual(new Set(receiver.keys));
  const summaries = receiver.bodies.flatMap(({ data }) =>
    data.alerts.map((one) => one.annotations["summary"]),
  );
  expect(summaries.sort()).toEqual(Array.from({ length: 8 }, (_, n) => `v${n} is broken`));
  expect(await waiting()).toEqual([]);
});

it("sends again, with the same key, what a receiver was too slow to answer, and lets nobody else wait", async () => {
  receiver.answer = (n) => ({ status: 200, ...(n === 1 && { afterMs: 11_000 }) });
  start(true);
  await test.append(QUICK_ROUTING, ...openings(2));
  await test.holds("the other is told", () => other.keys.length === 2);
  await test.holds("one is told once, one twice", () => receiver.keys.length === 3);
  expect(receiver.keys[2]).toBe(receiver.keys[0]);
  expect(test.logger.warn).toHaveBeenCalledWith(expect.stringContaining("no answer within 10 s"));
  await test.holds("both are recorded", async () => (await told()).length === 2);
  expect((await told()).map(({ attempts }) => attempts).sort()).toEqual([1, 2]);
});

it("tries again what was answered with 500", async () => {
  receiver.answer = (n) => ({ status: n < 3 ? 500 : 200 });
  start();
  await test.append(QUICK_ROUTING, ...openings(1));
  await test.holds("it is recorded", async () => (await told()).length === 1);
  expect(new Set(receiver.keys).size).toBe(1);
  expect(await told()).toEqual([
    { type: "NotificationSent", key: receiver.keys[0], attempts: 3, detail: "answered 200" },
  ]);
});

it("follows no redirect, and says so", async () => {
  receiver.answer = (n) => (n === 1 ? { status: 307, location: other.url } : { status: 200 });
  start();
  await test.append(QUICK_ROUTING, ...openings(1));
  await test.holds("it is said anew while it lasts", async () => (await told()).length === 2);
  expect(other.keys).toEqual([]);
  expect(await told()).toEqual([
    {
      type: "NotificationFailed",
      key: receiver.keys[0],
      attempts: 1,
      detail: "answered 307 (redirects are not followed)",
    },
    { type: "NotificationSent", key: receiver.keys[1], attempts: 1, detail: "answered 200" },
  ]);
});
