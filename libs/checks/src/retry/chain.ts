import type { EventReference, Exchange } from "#observation";
import { endOf } from "../engine/exchange-end.ts";
import { noAges, sizeOf, touch, turn } from "../engine/ages.ts";
import type { Ages } from "../engine/ages.ts";
import { rankOf } from "../engine/side.ts";
import { isSameRequest, mayBeSame, readBody } from "./attempt-identity.ts";
import type { AttemptIdentity } from "./attempt-identity.ts";

/** How long after a failure a request is a retry of it. */
export const RETRY_WINDOW_MS = 15 * 60_000;
const MAX_CHAINS = 50_000;
/** The share that stays when there are too many. */
const LEFT_AT_LIMIT = 15 / 16;
const MAX_CHAINS_A_ROUTE = 300;
const MAX_EVENTS = 10;

/** The failed request that a retry follows. */
export interface Failure {
  event: EventReference;
  endMs: number;
  /** Whether its end was measured, not guessed. */
  measured: boolean;
  status?: number;
  code?: string;
  /** When its Retry-After has passed. */
  dueMs?: number;
  /** Fingerprint of the credential that it carried. */
  credential?: number;
}

/** A request that has failed, with all its attempts so far; plain data. */
export interface Chain {
  /** What tells it apart: its first attempt. */
  name: string;
  identity: AttemptIdentity;
  rank: number;
  /** Some of its records are sampled: others may be missing. */
  sampled: boolean;
  events: EventReference[];
  failed: Failure;
  /** It was answered at last: only the other side's records of its attempts may still come. */
  done: boolean;
  /** How many retries followed an error that limits them, by its clause. */
  retries: Map<string, number>;
  /** The latest waits under exponential backoff, in milliseconds. */
  gaps: number[];
  /** Rules that were told of it. */
  told: string[];
}

/** What has failed lately, by client, method and path. */
export interface Chains {
  routes: Ages<Chain[]>;
  /** How many chains there are. */
  count: number;
}

/** Nothing has failed. */
export const noChains = (): Chains => ({ routes: noAges(), count: 0 });

/** Whether no request has failed lately. */
export const isQuiet = ({ routes }: Chains): boolean => sizeOf(routes) === 0;

const countIn = (routes: ReadonlyMap<string, Chain[]>): number => {
  let count = 0;
  for (const list of routes.values()) count += list.length;
  return count;
};

const dropFirst = (chains: Chains, list: Chain[]): void => {
  list.shift();
  chains.count -= 1;
};

/** The chains of a route; those nobody touched for 15 to 30 minutes are forgotten. */
export const chainsOf = (chains: Chains, route: string, clockMs: number): Chain[] | undefined => {
  const { routes } = chains;
  if (clockMs >= routes.endsAtMs) {
    turn(routes, clockMs, RETRY_WINDOW_MS);
    chains.count = countIn(routes.older);
  }
  const list = touch(routes, route);
  while (list?.[0] && list[0].failed.endMs < clockMs - 2 * RETRY_WINDOW_MS) dropFirst(chains, list);
  return list;
};

/** The latest chain that a request belongs to; where that takes its body, the identity gets it. */
export const findChain = (
  list: readonly Chain[] | undefined,
  identity: AttemptIdentity,
  exchange: Exchange,
): Chain | undefined => {
  for (let at = (list?.length ?? 0) - 1; at >= 0; at -= 1) {
    const chain = list![at]!;
    if (!mayBeSame(chain.identity, identity)) continue;
    readBody(identity, exchange);
    if (isSameRequest(chain.identity, identity)) return chain;
  }
  return undefined;
};

/** Forgets a chain. */
export const endChain = (chains: Chains, route: string, chain: Chain): void => {
  const list = touch(chains.routes, route);
  const at = list?.indexOf(chain) ?? -1;
  if (at < 0) return;
  list!.splice(at, 1);
  chains.count -= 1;
  if (list!.length === 0) chains.routes.recent.delete(route);
};

/** Forgets what was touched longest ago: many at once, since a map is slow to find its first entry behind many gaps. */
const makeRoom = (chains: Chains): void => {
  if (chains.count < MAX_CHAINS) return;
  const { routes } = chains;
  for (const part of [routes.older, routes.recent]) {
    for (const [route, list] of part) {
      if (chains.count <= MAX_CHAINS * LEFT_AT_LIMIT) return;
      part.delete(route);
      chains.count -= list.length;
    }
  }
};

/** Begins a chain with its first failed attempt. */
export const beginChain = (
  chains: Chains,
  route: string,
  exchange: Exchange,
  identity: AttemptIdentity,
  failed: Failure,
): void => {
  makeRoom(chains);
  let list = touch(chains.routes, route);
  if (!list) chains.routes.recent.set(route, (list = []));
  chains.count += 1;
  list.push({
    name: `${exchange.source}\n${exchange.id}`,
    identity,
    rank: rankOf(exchange),
    sampled: exchange.partial,
    events: [failed.event],
    failed,
    done: false,
    retries: new Map(),
    gaps: [],
    told: [],
  });
  if (list.length > MAX_CHAINS_A_ROUTE) dropFirst(chains, list);
};

/** Takes a further failed attempt in. */
export const continueChain = (chain: Chain, identity: AttemptIdentity, failed: Failure): void => {
  const { key, requestId, body } = chain.identity;
  chain.identity = {
    key: identity.key ?? key,
    requestId: identity.requestId ?? requestId,
    body: identity.body ?? body,
    keyless: identity.keyless,
  };
  if (chain.events.length < MAX_EVENTS) chain.events.push(failed.event);
  if (endsLater(failed, chain)) chain.failed = failed;
};

const endsLater = ({ endMs }: Failure, { failed }: Chain): boolean => endMs >= failed.endMs;

/** How a request stands to the failed one: it began while that was under way, is its retry, or comes too late to be. */
export const standingOf = ({ failed }: Chain, { timeMs }: Exchange): "parallel" | "retry" | "later" => {
  if (timeMs < failed.endMs) return "parallel";
  return timeMs <= failed.endMs + RETRY_WINDOW_MS ? "retry" : "later";
};

/** What is kept of a failed exchange. */
export const failureOf = (
  exchange: Exchange,
  found: Pick<Failure, "code" | "dueMs" | "credential">,
): Failure => ({
  event: { source: exchange.source, id: exchange.id },
  endMs: endOf(exchange),
  measured: exchange.durationMs !== undefined,
  status: exchange.response?.status,
  ...found,
});
