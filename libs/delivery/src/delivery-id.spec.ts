import { createHash } from "node:crypto";
import { deliveryIdOf } from "./delivery-id.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const base = {
  integration: "shop",
  environment: "production",
  endpoint: "https://shop.example.net/hooks",
  eventId: "evt_1",
};
const id = (facts: Partial<typeof base> = {}) => deliveryIdOf({ ...base, ...facts }, hash);

test("is 32 hex digits", () => expect(id()).toMatch(/^[0-9a-f]{32}$/));

test.each([
  ["https://SHOP.example.net:443/hooks"],
  ["https://shop.example.net/hooks/"],
  ["http://shop.example.net/hooks"],
])("is the same for %s", (endpoint) => expect(id({ endpoint })).toBe(id()));

test.each<[Partial<typeof base>]>([
  [{ integration: "other" }],
  [{ environment: "staging" }],
  [{ environment: undefined }],
  [{ endpoint: "https://shop.example.net/hooks?tenant=1" }],
  [{ endpoint: "https://shop.example.net/other" }],
  [{ endpoint: "no address" }],
  [{ eventId: "evt_2" }],
])("differs for %j", (facts) => expect(id(facts)).not.toBe(id()));
