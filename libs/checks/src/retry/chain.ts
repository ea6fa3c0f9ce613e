import type { EventReference, Exchange } from "#observation";
import { endOf } from "../engine/exchange-end.ts";
import { rankOf } from "../engine/side.ts";
import { isSameRequest, mayBeSame, readBody } from "./attempt-identity.ts";
import type { AttemptIdentity } from "./attempt-identity.ts";

/** How long after a failure a request is a retry of it. */
export const RETRY_WINDOW_MS = 15 * 60_000;
const MAX_CHAINS = 50_000;
/** The share that stays when there are too many. */
const LEFT_AT_LIMIT = 15 / 16;
const MAX_CHAINS_A_PATH = 300;
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

/** The chains of one client, by path. */
type ClientChains = Map<string, Chain[]>;

/** What has failed lately, by client; the one whose request failed last comes last. */
export interface Chains {
  clients: Map<string, ClientChains>;
  /** How many chains there are. */
  count: number;
  /** When to look for what is too old. */
  sweepAtMs: number;
}

/** Where a request goes, and who sends it. */
export interface Place {
  client: string;
  path: string;
}

/** Nothing has failed. */
export const noChains = (): Chains => ({ clients: new Map(), count: 0, sweepAtMs: 0 });

/** Whether no request has failed lately. */
export const isQuiet = ({ clients }: Chains): boolean => clients.size === 0;

const dropFirst = (chains: Chains, list: Chain[]): void => {
  list.shift();
  chains.count -= 1;
};

const forgetOld = (chains: Chains, list: Chain[], clockMs: number): void => {
  while (list[0] && list[0].failed.endMs < clockMs - 2 * RETRY_WINDOW_MS) dropFirst(chains, list);
};

const sweep = (chains: Chains, clockMs: number): void => {
  chains.sweepAtMs = clockMs + RETRY_WINDOW_MS;
  for (const [client, paths] of chains.clients) {
    for (const [path, list] of paths) {
      forgetOld(chains, list, clockMs);
      if (list.length === 0) paths.delete(path);
    }
    if (paths.size === 0) chains.clients.delete(client);
  }
};

/** The chains of a client's requests to a path; those that failed 30 minutes ago are forgotten. */
export const chainsOf = (chains: Chains, { client, path }: Place, clockMs: number): Chain[] | undefined => {
  if (clockMs >= chains.sweepAtMs) sweep(chains, clockMs);
  const list = chains.clients.get(client)?.get(path);
  if (list) forgetOld(chains, list, clockMs);
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

/** Forgets a chain of the list. */
export const endChain = (chains: Chains, list: Chain[], chain: Chain): void => {
  list.splice(list.indexOf(chain), 1);
  chains.count -= 1;
};

/** Forgets what failed longest ago: many at once, since a map is slow to find its first entry behind many gaps. */
const makeRoom = (chains: Chains): void => {
  if (chains.count < MAX_CHAINS) return;
  for (const [client, paths] of chains.clients) {
    for (const [path, list] of paths) {
      if (chains.count <= MAX_CHAINS * LEFT_AT_LIMIT) return;
      paths.delete(path);
      chains.count -= list.length;
    }
    chains.clients.delete(client);
  }
};

/** The list of a place, begun where there is none; its client comes last now. */
const begunList = ({ clients }: Chains, { client, path }: Place): Chain[] => {
  const paths: ClientChains = clients.get(client) ?? new Map();
  clients.delete(client);
  clients.set(client, paths);
  let list = paths.get(path);
  if (!list) paths.set(path, (list = []));
  return list;
};

/** Begins a chain with its first failed attempt. */
export const beginChain = (
  chains: Chains,
  place: Place,
  exchange: Exchange,
  identity: AttemptIdentity,
  failed: Failure,
): void => {
  makeRoom(chains);
  const list = begunList(chains, place);
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
  if (list.length > MAX_CHAINS_A_PATH) dropFirst(chains, list);
};

/** Takes a further failed attempt in. */
export const continueChain = (chain: Chain, identity: AttemptIdentity, failed: Failure): void => {
  const { key, requestId, body } = chain.identity;
  chain.identity = {
    ...identity,
    key: identity.key ?? key,
    requestId: identity.requestId ?? requestId,
    body: identity.body ?? body,
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
