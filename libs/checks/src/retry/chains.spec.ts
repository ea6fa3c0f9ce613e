import { failureOf, findChain } from "./chain.ts";
import { beginChain, chainsOf, isQuiet, mayBelong, noChains } from "./chains.ts";
import type { Chains, Place } from "./chains.ts";
import type { AttemptIdentity } from "./attempt-identity.ts";
import { json } from "../testing/fixtures.ts";
import { attempt, NOW } from "./retry.fixture.ts";

const MINUTE_MS = 60_000;
const identity = (key: string): AttemptIdentity => ({ method: "POST", query: "", key, keyless: false });
const orders = (client: string): Place => ({ client, path: "/orders" });

const begin = (chains: Chains, place: Place, key: string): void => {
  const exchange = attempt();
  chainsOf(chains, place, NOW);
  beginChain(chains, place, exchange, identity(key), failureOf(exchange, {}));
};

describe("what has failed lately", () => {
  it("keeps the latest 300 of a client and path", () => {
    const chains = noChains();
    for (let number = 0; number < 1_000; number += 1) begin(chains, orders("a"), `k-${number}`);
    expect(chains.count).toBe(300);
    expect(findChain(chainsOf(chains, orders("a"), NOW), identity("k-699"), attempt())).toBeUndefined();
    expect(findChain(chainsOf(chains, orders("a"), NOW), identity("k-700"), attempt())).toBeDefined();
  });

  it("keeps at most 50,000 in all, and forgets a sixteenth of them at once", () => {
    const chains = noChains();
    for (let number = 0; number < 50_010; number += 1) begin(chains, orders(`r-${number}`), "k");
    expect(chains.count).toBe(46_885);
    expect(chainsOf(chains, orders("r-3124"), NOW)).toBeUndefined();
    expect(chainsOf(chains, orders("r-3125"), NOW)).toHaveLength(1);
  });

  it("forgets the oldest of one client's paths where that alone has too many", () => {
    const chains = noChains();
    for (let number = 0; number < 50_010; number += 1)
      begin(chains, { client: "a", path: `/orders/${number}` }, "k");
    expect(chains.count).toBe(46_885);
    expect(chainsOf(chains, { client: "a", path: "/orders/3124" }, NOW)).toBeUndefined();
    expect(chainsOf(chains, { client: "a", path: "/orders/3125" }, NOW)).toHaveLength(1);
  });

  it("forgets first the client whose request failed longest ago", () => {
    const chains = noChains();
    begin(chains, orders("a"), "k");
    begin(chains, orders("b"), "k");
    begin(chains, orders("a"), "other");
    for (let number = 0; number < 50_000; number += 1) begin(chains, orders(`r-${number}`), "k");
    expect(chainsOf(chains, orders("b"), NOW)).toBeUndefined();
    expect(chainsOf(chains, orders("r-49999"), NOW)).toHaveLength(1);
  });

  it("forgets what is 30 minutes old, and counts what stays", () => {
    const chains = noChains();
    begin(chains, orders("a"), "k");
    begin(chains, orders("b"), "k");
    expect(chainsOf(chains, orders("a"), NOW + 15 * MINUTE_MS)).toHaveLength(1);
    expect(chains.count).toBe(2);
    chainsOf(chains, orders("a"), NOW + 31 * MINUTE_MS);
    expect(isQuiet(chains)).toBe(true);
    expect(chains.count).toBe(0);
  });

  it.each<[string, Partial<AttemptIdentity>, unknown, boolean]>([
    ["with the failed key", { key: "k" }, undefined, true],
    ["with the failed request id", { key: "other", requestId: "r" }, undefined, true],
    ["with another key and request id", { key: "other", requestId: "s" }, { total: 3 }, false],
    ["without a key, with a body", { keyless: true }, { total: 3 }, true],
    ["with neither", { keyless: true }, undefined, false],
  ])("knows without looking for it whether a request %s may belong to it", (_, more, body, belongs) => {
    const chains = noChains();
    const failed = attempt();
    const failure = failureOf(failed, {});
    beginChain(chains, orders("a"), failed, { ...identity("k"), requestId: "r" }, failure);
    const later = attempt({ sent: body === undefined ? { state: "absent" } : json(body) });
    const named = { method: "POST", query: "", keyless: false, ...more };
    expect(mayBelong(chains, named, later, NOW)).toBe(belongs);
  });

  it("forgets names with the failures, and does not trust them while there are too many", () => {
    const chains = noChains();
    for (let number = 0; number < 100_100; number += 1) begin(chains, orders("a"), `k-${number}`);
    expect(mayBelong(chains, identity("none"), attempt(), NOW + 30 * MINUTE_MS)).toBe(true);
    expect(mayBelong(chains, identity("none"), attempt(), NOW + 31 * MINUTE_MS)).toBe(false);
    expect(mayBelong(chains, identity("k-0"), attempt(), NOW + 31 * MINUTE_MS)).toBe(true);
    chainsOf(chains, orders("a"), NOW + 31 * MINUTE_MS);
    expect(mayBelong(chains, identity("k-0"), attempt(), NOW + 31 * MINUTE_MS)).toBe(false);
    expect(chains.names.endsMs.size).toBe(0);
  });
});
