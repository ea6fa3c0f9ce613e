import type { Principal } from "#access";
import { BATCH, event, RunningGateway, STRUCTURED } from "./testing/running-gateway-spec.ts";

let asking: Principal | undefined;
let gateway: RunningGateway;

beforeEach(async () => {
  gateway = await RunningGateway.start({}, () => asking);
});

afterEach(() => gateway.stop());

it.each<[string, Principal]>([
  ["a key of all integrations", { kind: "ingest", name: "all" }],
  ["a key of this one", { kind: "ingest", name: "one", integrations: ["other", "shop-orders"] }],
])("takes events from %s", async (_, principal) => {
  asking = principal;
  expect(await gateway.send(event(), STRUCTURED)).toMatchObject({ status: 202 });
});

it.each([
  ["by its subject", event({ subject: "shop-orders" })],
  ["by its URL", event({ subject: undefined })],
])("refuses another integration's event, known %s, and takes nothing of its batch", async (_, foreign) => {
  asking = { kind: "ingest", name: "one", integrations: ["other"] };
  const answer = await gateway.send([foreign], BATCH);
  expect(answer).toMatchObject({
    status: 403,
    body: { reason: "FOREIGN_INTEGRATION", index: 0, pointer: "/subject" },
  });
  expect(gateway.appended).toEqual([]);
});
