import { until } from "../../../../test/support/until.ts";
import { startRedeliveryTest } from "../testing/redelivery-under-test.ts";
import { startWebhookReceiver } from "../testing/webhook-receiver.ts";

let test: Awaited<ReturnType<typeof startRedeliveryTest>>;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;

beforeAll(async () => {
  test = await startRedeliveryTest();
});
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  await test.begin();
});
afterEach(async () => {
  receiver?.stop();
  await test?.end();
});
afterAll(() => test?.stop());

const settled = async (id: string) =>
  (await test.history(id)).filter(({ type }) => type === "RedeliverySettled" || type === "RedeliveryRefused");

it("cancelled while it runs: nothing more is sent, and what is under way is settled", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 30; n++) ids.push(await test.failed(`${receiver.url}/hooks`));
  const open: (() => void)[] = [];
  receiver.answer = (_request, response) => void open.push(() => response.end());
  await test.request("r1", ...ids);
  test.start({ endpoints: [receiver.url] });
  await until(
    "some are under way",
    async () => open.length >= 3,
    () => "",
  );
  await test.append("r1", { type: "RedeliveryCancelled", id: "r1", by: "ada", at: new Date().toISOString() });
  receiver.answer = (_request, response) => response.end();
  open.forEach((end) => end());
  await until(
    "all of them are settled",
    async () => {
      const types = await test.types("r1");
      const count = (type: string) => types.filter((one) => one === type).length;
      return count("Settled") > 0 && count("Settled") === count("Attempted");
    },
    () => JSON.stringify(test.logger.warn.mock.calls),
  );
  const types = await test.types("r1");
  expect(types.lastIndexOf("Attempted")).toBeLessThan(types.indexOf("Cancelled"));
  expect(receiver.received.length).toBe(types.filter((type) => type === "Attempted").length);
  expect(receiver.received.length).toBeLessThan(30);
});

it("of two processes one sends, and each delivery goes once", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 20; n++) ids.push(await test.failed(`${receiver.url}/hooks`));
  await test.request("r1", ...ids);
  test.start({ endpoints: [receiver.url] });
  test.start({ endpoints: [receiver.url] });
  await test.ends("r1");
  expect(receiver.received).toHaveLength(20);
  expect(new Set(receiver.received.map(({ headers }) => headers["x-event-id"])).size).toBe(20);
});

it("what somebody else was sending when he went is unknown, and goes again only when a person asks", async () => {
  const [gone, waiting] = [await test.failed(receiver.url), await test.failed(receiver.url)];
  await test.request("r1", gone, waiting);
  await test.append("r1", {
    type: "RedeliveryAttempted",
    redeliveryId: "r1",
    deliveryId: gone,
    attemptId: `r1.${gone}`,
    destination: receiver.url,
    at: new Date().toISOString(),
  });
  test.start({ endpoints: [receiver.url] });
  await test.ends("r1");
  expect(await settled("r1")).toMatchObject([
    { deliveryId: gone, outcome: "unknown" },
    { deliveryId: waiting, outcome: "delivered" },
  ]);
  expect(receiver.received).toHaveLength(1);
  await test.project();
  await test.request("r2", gone);
  await test.ends("r2");
  expect(receiver.received).toHaveLength(2);
});
