import { beginChain, chainsOf, failureOf, findChain, isQuiet, noChains } from "./chain.ts";
import type { AttemptIdentity } from "./attempt-identity.ts";
import { attempt, NOW } from "./retry.fixture.ts";

const MINUTE_MS = 60_000;
const identity = (key: string): AttemptIdentity => ({ key, keyless: false });

const begin = (chains: ReturnType<typeof noChains>, route: string, key: string): void => {
  const exchange = attempt();
  chainsOf(chains, route, NOW);
  beginChain(chains, route, exchange, identity(key), failureOf(exchange, {}));
};

describe("what has failed lately", () => {
  it("keeps the latest 300 of a route", () => {
    const chains = noChains();
    for (let number = 0; number < 1_000; number += 1) begin(chains, "a", `k-${number}`);
    expect(chains.count).toBe(300);
    expect(findChain(chainsOf(chains, "a", NOW), identity("k-699"), attempt())).toBeUndefined();
    expect(findChain(chainsOf(chains, "a", NOW), identity("k-700"), attempt())).toBeDefined();
  });

  it("keeps at most 50,000 in all, and forgets a sixteenth of them at once", () => {
    const chains = noChains();
    for (let number = 0; number < 50_010; number += 1) begin(chains, `r-${number}`, "k");
    expect(chains.count).toBe(46_885);
    expect(chainsOf(chains, "r-3124", NOW)).toBeUndefined();
    expect(chainsOf(chains, "r-3125", NOW)).toHaveLength(1);
  });

  it("forgets what is 30 minutes old, and counts what stays", () => {
    const chains = noChains();
    begin(chains, "a", "k");
    begin(chains, "b", "k");
    expect(chainsOf(chains, "a", NOW + 15 * MINUTE_MS)).toHaveLength(1);
    expect(chains.count).toBe(2);
    chainsOf(chains, "a", NOW + 30 * MINUTE_MS);
    expect(chains.count).toBe(1);
    chainsOf(chains, "a", NOW + 60 * MINUTE_MS);
    expect(isQuiet(chains)).toBe(true);
    expect(chains.count).toBe(0);
  });
});
