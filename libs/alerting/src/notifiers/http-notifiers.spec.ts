import { createHmac } from "node:crypto";
import { guardedLookup } from "#platform";
import { createNotifiers } from "./create-notifiers.ts";
import { alert, NOW, notification, startReceiver, type Receiver } from "./notifiers.fixture.ts";
import type { Notifier } from "../notification.ts";

const outgoing = { lookup: guardedLookup([]), clock: { nowMs: () => NOW } };
const signal = new AbortController().signal;
const OLD = "whsec_b2xkIHNlY3JldA==";

let receiver: Receiver;
let notifiers: ReadonlyMap<string, Notifier>;

beforeEach(async () => {
  receiver = await startReceiver();
  const { url } = receiver;
  const all = createNotifiers(
    {
      alertmanager: { url: `${url}/am/` },
      slack: { url: `${url}/slack` },
      webhook: { url: `${url}/hook`, secrets: ["new secret", OLD] },
      pagerduty: { key: "routing-key", url: `${url}/pd` },
    },
    outgoing,
  );
  notifiers = new Map(all.map((one) => [one.receiver, one]));
});

afterEach(() => receiver.close());

const send = (name: string, change: Parameters<typeof notification>[0] = {}) =>
  notifiers.get(name)!.send(notification(change), signal);

const bodyOf = async (name: string, change: Parameters<typeof notification>[0] = {}) => {
  expect(await send(name, change)).toEqual({ kind: "sent", detail: "answered 200" });
  return JSON.parse(receiver.received.at(-1)!.body);
};

it("makes a notifier of what is configured, and of nothing else", () => {
  expect([...notifiers.keys()]).toEqual(["alertmanager", "slack", "webhook", "pagerduty"]);
  expect(createNotifiers({}, outgoing)).toEqual([]);
});

describe.each(["alertmanager", "slack", "webhook", "pagerduty"])("%s", (name) => {
  it.each([
    [500, {}, { kind: "retry", detail: "answered 500: down" }],
    [503, { "retry-after": "7" }, { kind: "retry", detail: "answered 503: down", afterMs: 7_000 }],
    [
      429,
      { "retry-after": new Date(NOW + 9_000).toUTCString() },
      { kind: "retry", detail: "answered 429: down", afterMs: 9_000 },
    ],
    [400, {}, { kind: "refused", detail: "answered 400: down" }],
    [302, { location: "/x" }, { kind: "refused", detail: "answered 302: down (redirects are not followed)" }],
  ])("makes of an answer %i what it means", async (status, headers, outcome) => {
    receiver.answers(status, headers, " down ");
    expect(await send(name)).toEqual(outcome);
    expect(receiver.received).toHaveLength(1);
  });

  it("tries again where nobody answers", async () => {
    receiver.close();
    expect(await send(name)).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("holds to what the other side takes, however much there is to say", async () => {
    const text = "<&\u0000>`".repeat(2_000);
    const long = alert({ annotations: { summary: text, clause: text, expected: text, actual: text } });
    const body = await bodyOf(name, { alerts: Array.from({ length: 100 }, () => long), omitted: 5 });
    if (name !== "slack") return;
    expect(body.blocks.length).toBeLessThanOrEqual(50);
    for (const { text: block } of body.blocks.slice(0, -1))
      expect(block.text.length).toBeLessThanOrEqual(3_000);
    expect(JSON.stringify(body)).not.toContain("<&");
    expect(body.blocks.at(-1).elements[0].text).toContain("and 95 more");
  });
});

it("alertmanager: posts each alert with its labels, and its end once it is over", async () => {
  const over = alert({ id: "a2", endsAtMs: NOW - 1_000 });
  expect(await bodyOf("alertmanager", { alerts: [alert(), over] })).toEqual([
    {
      labels: alert().labels,
      annotations: {
        summary: alert().annotations["summary"],
        clause: "spec.md:120  minimum: 1",
        expected: "≥ 1",
        actual: "0",
      },
      startsAt: "2024-01-15T11:59:00.000Z",
      endsAt: "2024-01-16T12:00:00.000Z",
      generatorURL: "https://watch.example/violations/v1",
    },
    expect.objectContaining({ endsAt: "2024-01-15T11:59:59.000Z" }),
  ]);
  expect(receiver.received[0]).toMatchObject({ method: "POST", path: "/am/api/v2/alerts" });
});

it("slack: says what broke, by whom, what was expected, and the clause", async () => {
  const body = await bodyOf("slack");
  expect(body.text).toBe("1 firing: request.body-invalid · orders · production");
  expect(body.blocks[0]).toEqual({ type: "header", text: { type: "plain_text", text: body.text } });
  expect(body.blocks[1].text.text).toBe(
    [
      ":large_orange_circle: *<https://watch.example/violations/v1|items[0].quantity is 0; the specification asks for at least 1>*",
      "error, by the consumer, POST /orders, shop",
      "expected ≥ 1, actual 0",
      "`spec.md:120 minimum: 1`",
    ].join("\n"),
  );
  const resolved = await bodyOf("slack", { status: "resolved", alerts: [alert({ endsAtMs: NOW })] });
  expect(resolved.text).toBe("1 resolved: request.body-invalid · orders · production");
  expect(resolved.blocks[1].text.text).toContain(":white_check_mark:");
});

it("webhook: is signed with every secret, as Standard Webhooks asks", async () => {
  const body = await bodyOf("webhook");
  const { headers, body: raw } = receiver.received[0]!;
  const sign = (key: string | Buffer): string =>
    `v1,${createHmac("sha256", key)
      .update(`key-1.${NOW / 1000}.${raw}`)
      .digest("base64")}`;
  expect(headers).toMatchObject({
    "webhook-id": "key-1",
    "webhook-timestamp": String(NOW / 1000),
    "webhook-signature": `${sign("new secret")} ${sign(Buffer.from("old secret"))}`,
  });
  expect(body).toMatchObject({
    type: "alerts.firing",
    data: { groupKey: "group-1", status: "firing", omitted: 0 },
  });
  expect(body.data.alerts[0]).toMatchObject({ id: "a1", startsAt: "2024-01-15T11:59:00.000Z" });
  expect(body.data.alerts[0]).not.toHaveProperty("endsAt");
});

it("webhook: an attempt that is repeated keeps its id", async () => {
  receiver.answers(500);
  await send("webhook");
  await send("webhook");
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set(["key-1"]));
});

it("pagerduty: triggers an incident for the group, and resolves the same", async () => {
  expect(await bodyOf("pagerduty")).toMatchObject({
    routing_key: "routing-key",
    event_action: "trigger",
    dedup_key: "group-1",
    payload: {
      summary:
        "1 firing: request.body-invalid · orders · production: items[0].quantity is 0; the specification asks for at least 1",
      source: "orders",
      severity: "error",
      component: "production",
      class: "request.body-invalid",
      timestamp: "2024-01-15T11:59:00.000Z",
    },
    links: [{ href: "https://watch.example/violations/v1" }],
  });
  expect(await bodyOf("pagerduty", { status: "resolved" })).toEqual({
    routing_key: "routing-key",
    event_action: "resolve",
    dedup_key: "group-1",
  });
});
