import { putContent } from "#event-store";
import { sha256Hex } from "#platform";
import { loadSpecification } from "#spec";
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

/** Stores a revision with this maintenance window, and its activation. */
const activate = async (window: string): Promise<void> => {
  const text = `---
id: orders
---

\`\`\`yaml
environments:
  production:
    base_url: "https://a.example"
    maintenance_window: "${window}"
\`\`\`
`;
  const files = [{ name: "orders.md", text }];
  const { revision } = loadSpecification(files, sha256Hex);
  await putContent(test.pool, revision, JSON.stringify(files));
  await test.append({ type: "RevisionActivated", integration: "orders", revision });
};

it("is read from the revision that is active, through a restart too", async () => {
  const team = recordingNotifier();
  const stop = test.start([team]);
  await activate("daily 00:00-24:00 UTC");
  await test.append(QUICK_ROUTING, openedNow("v1", {}, true));
  await test.holds("it is held back", async () => (await test.history()).length === 1);
  expect((await test.history())[0]).toMatchObject({
    type: "NotificationHeld",
    stage: "silence",
    reason: "in-maintenance-window",
    by: ["environments.production.maintenance_window (orders.md:9)"],
    summary: "v1 is broken",
  });
  await stop();
  test.start([team]);
  await test.append(openedNow("v2", { client: "shop" }, true));
  await test.holds("the next one is held back too", async () => (await test.history()).length === 2);
  expect(team.sent).toEqual([]);
  await activate("none");
  await test.holds("both are told", () => team.sent.length === 1);
  expect(team.sent[0]!.alerts).toHaveLength(2);
});

it("holds nothing back where the revision's text is not stored", async () => {
  const team = recordingNotifier();
  test.start([team]);
  await test.append(
    { type: "RevisionActivated", integration: "orders", revision: "sha256:gone" },
    QUICK_ROUTING,
    openedNow("v1"),
  );
  await test.holds("it is told", () => team.sent.length === 1);
});
