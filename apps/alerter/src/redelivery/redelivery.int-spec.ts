import { createSignatureVerifier } from "#observation";
import { guardedLookup, hmacBytes } from "#platform";
import { BODY, SECRET, startRedeliveryTest } from "../testing/redelivery-under-test.ts";
import { startWebhookReceiver, type ReceivedWebhook } from "../testing/webhook-receiver.ts";

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

const verdictOf = ({ headers, body }: ReceivedWebhook, secret = SECRET) =>
  createSignatureVerifier(
    { common: new Map([["production", [secret]]]), byIntegration: new Map() },
    hmacBytes,
  )({
    environment: "production",
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.from(body),
  });
const settled = async (id: string) =>
  (await test.history(id)).filter(({ type }) => type === "RedeliverySettled" || type === "RedeliveryRefused");

it("sends what was sent, signed anew with the current secret, and tells it before and after", async () => {
  const deliveryId = await test.failed(`${receiver.url}/hooks?shop=1`);
  let before: string[] = [];
  receiver.answer = (_request, response) =>
    void test.types("r1").then((types) => {
      before = types;
      response.writeHead(202).end();
    });
  await test.request("r1", deliveryId);
  test.start({ endpoints: [`${receiver.url}/hooks`] });
  await test.ends("r1");
  const [webhook] = receiver.received;
  expect(before).toEqual(["Requested", "Attempted"]);
  expect(webhook).toMatchObject({ url: "/hooks?shop=1", body: BODY });
  expect(webhook!.headers).toMatchObject({
    "x-event-id": `evt_${deliveryId}`,
    host: `127.0.0.1:${receiver.port}`,
  });
  expect(webhook!.headers).not.toHaveProperty("authorization");
  expect(Number(webhook!.headers["x-webhook-timestamp"])).toBeGreaterThan(1_705_312_800);
  expect(verdictOf(webhook!)).toBe("valid");
  expect(verdictOf(webhook!, "the-former-secret")).toBe("invalid");
  expect(await test.history("r1")).toMatchObject([
    { type: "RedeliveryRequested" },
    { type: "RedeliveryAttempted", deliveryId, destination: `${receiver.url}/hooks?shop=1` },
    {
      type: "RedeliverySettled",
      deliveryId,
      attemptId: `r1.${deliveryId}`,
      outcome: "delivered",
      status: 202,
    },
    { type: "RedeliveryFinished" },
  ]);
});

it("tells failures, follows no redirect, waits 10 s and takes no answer without end", async () => {
  const answers: Record<string, typeof receiver.answer> = {
    "/500": (_request, response) => response.writeHead(500).end(),
    "/302": (_request, response) => response.writeHead(302, { location: `${receiver.url}/secret` }).end(),
    "/reset": (request) => void request.socket.destroy(),
    "/slow": () => undefined,
    "/endless": (_request, response) => {
      const more = (): void => void (response.write("x".repeat(10_000)) && setImmediate(more));
      more();
    },
  };
  receiver.answer = (request, response) => answers[request.url!]!(request, response);
  const ids: string[] = [];
  for (const path of Object.keys(answers)) ids.push(await test.failed(`${receiver.url}${path}`));
  await test.request("r1", ...ids);
  test.start({ endpoints: [receiver.url] });
  await test.ends("r1");
  const byId = new Map(
    (await settled("r1")).map((event) => [(event as { deliveryId: string }).deliveryId, event]),
  );
  expect(ids.map((id) => byId.get(id))).toMatchObject([
    { outcome: "failed", status: 500 },
    { outcome: "failed", status: 302, detail: expect.stringMatching(/redirect/) },
    { outcome: "failed", failure: "reset" },
    { outcome: "failed", failure: "timeout" },
    { outcome: "delivered", status: 200 },
  ]);
  expect(receiver.received.map(({ url }) => url).sort()).toEqual(Object.keys(answers).sort());
});

it("sends nothing that was not allowed, that is not whole, or that redaction has changed", async () => {
  const here = `${receiver.url}/hooks`;
  const expired = await test.failed(here);
  test.payloads.delete([...test.payloads.keys()].at(-1)!);
  const ids = [
    await test.failed(`${receiver.url}/other`),
    await test.failed(here, {}, '{"password":"hmac:0123456789ab"}'),
    await test.failed(here, { payloadKept: "truncated" }),
    await test.failed(here, { payloadKept: "absent" }),
    await test.failed(here, { environment: "staging" }),
    expired,
    "nobody",
  ];
  await test.request("r1", ...ids);
  test.start({ endpoints: [here] });
  await test.ends("r1");
  const reasons = new Map(
    (await settled("r1")).map((event) =>
      Object.values(event).includes("RedeliveryRefused")
        ? [(event as { deliveryId: string }).deliveryId, (event as { reason: string }).reason]
        : ["", ""],
    ),
  );
  expect(ids.map((id) => reasons.get(id))).toEqual([
    "REDELIVERY_ENDPOINTS does not allow this endpoint",
    "its payload held a credential, which is not kept, so it cannot be sent as it was",
    "its payload was not captured whole",
    "its payload was not captured",
    "it must be signed, and SECRETS_FILE has no secret for staging",
    "its payload has expired",
    "there is no such delivery any more",
  ]);
  expect(receiver.received).toEqual([]);
});

it("reaches no private address by a name, unless it is allowed", async () => {
  const url = `http://localhost:${receiver.port}/hooks`;
  const deliveryId = await test.failed(url);
  await test.request("r1", deliveryId);
  const stop = test.start({ endpoints: [url] });
  await test.ends("r1");
  expect(await settled("r1")).toMatchObject([
    { outcome: "failed", detail: expect.stringMatching(/PRIVATE_NETWORKS/) },
  ]);
  expect(receiver.received).toEqual([]);
  await stop();
  await test.project();
  await test.request("r2", deliveryId);
  test.start({ endpoints: [url], lookup: guardedLookup(["127.0.0.0/8", "::1/128"]) });
  await test.ends("r2");
  expect(await settled("r2")).toMatchObject([{ outcome: "delivered" }]);
});

it("sends no more a second to one endpoint than is allowed", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 12; n++) ids.push(await test.failed(`${receiver.url}/hooks`));
  let nowMs = Date.now();
  const sentAt: number[] = [];
  receiver.answer = (_request, response) => {
    sentAt.push(nowMs);
    response.end();
  };
  await test.request("r1", ...ids);
  let last = Promise.resolve();
  test.start({
    endpoints: [receiver.url],
    rate: 4,
    clock: { nowMs: () => nowMs },
    sleep: (ms) => {
      const dueMs = nowMs + ms;
      last = last.then(() => void (nowMs = Math.max(nowMs, dueMs)));
      return last;
    },
  });
  await test.ends("r1");
  const begun = (await test.history("r1")).flatMap((event) =>
    event.type === "RedeliveryAttempted" ? [Date.parse(event.at)] : [],
  );
  expect(begun).toHaveLength(12);
  expect(nowMs - begun[0]!).toBeGreaterThanOrEqual(11 * 250);
  expect(sentAt).toHaveLength(12);
});
