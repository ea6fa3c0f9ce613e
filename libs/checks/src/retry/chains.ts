import type { Exchange } from "#observation";
import { readBody, type AttemptIdentity } from "./attempt-identity.ts";
import { extendChain, newChain, RETRY_WINDOW_MS } from "./chain.ts";
import type { Chain, Failure } from "./chain.ts";
import { forgetNames, mayHaveFailed, mayHaveFailedAs, noFailedNames, noteFailed } from "./failed-names.ts";
import type { FailedNames } from "./failed-names.ts";

/** How long a chain is kept past its last failure. */
const KEPT_MS = 2 * RETRY_WINDOW_MS;
const MAX_CHAINS = 50_000;
/** The share that stays when there are too many. */
const LEFT_AT_LIMIT = 15 / 16;
const MAX_CHAINS_A_PATH = 300;

/** The chains of one client, by path. */
type ClientChains = Map<string, Chain[]>;

/** What has failed lately, by client; the one whose request failed last comes last. */
export interface Chains {
  clients: Map<string, ClientChains>;
  /** How many chains there are. */
  count: number;
  /** What the requests of these chains are called, and of some that are gone. */
  names: FailedNames;
  /** When to look for what is too old. */
  sweepAtMs: number;
}

/** Where a request goes, and who sends it. */
export interface Place {
  client: string;
  path: string;
}

/** Nothing has failed. */
export const noChains = (): Chains => ({
  clients: new Map(),
  count: 0,
  names: noFailedNames(),
  sweepAtMs: 0,
});

/** Whether no request has failed lately. */
export const isQuiet = ({ clients }: Chains): boolean => clients.size === 0;

const dropFirst = (chains: Chains, list: Chain[]): void => {
  list.shift();
  chains.count -= 1;
};

const forgetOld = (chains: Chains, list: Chain[], clockMs: number): void => {
  while (list[0] && list[0].failed.endMs < clockMs - KEPT_MS) dropFirst(chains, list);
};

const sweep = (chains: Chains, clockMs: number): void => {
  chains.sweepAtMs = clockMs + RETRY_WINDOW_MS;
  forgetNames(chains.names, clockMs - KEPT_MS);
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

/** Whether a request may belong to a chain: by its key, by its request id or, where it has no key, by its body. */
export const mayBelong = (
  { names }: Chains,
  identity: AttemptIdentity,
  { request: { body } }: Exchange,
  clockMs: number,
): boolean =>
  mayHaveFailed(names, identity, clockMs) ||
  (identity.keyless && body.state !== "absent" && body.state !== "empty");

/** Whether a look at each chain may find one: what failed under none of a request's names has none. */
export const mayHaveChain = (
  { names }: Chains,
  identity: AttemptIdentity,
  exchange: Exchange,
  clockMs: number,
): boolean => {
  if (mayHaveFailed(names, identity, clockMs)) return true;
  if (identity.keyless) readBody(identity, exchange);
  return mayHaveFailedAs(names, identity);
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
  noteFailed(chains.names, identity, failed.endMs, KEPT_MS);
  const list = begunList(chains, place);
  chains.count += 1;
  list.push(newChain(exchange, identity, failed));
  if (list.length > MAX_CHAINS_A_PATH) dropFirst(chains, list);
};

/** Takes a further failed attempt of a chain in. */
export const continueChain = (
  { names }: Chains,
  chain: Chain,
  identity: AttemptIdentity,
  failed: Failure,
): void => {
  extendChain(chain, identity, failed);
  noteFailed(names, chain.identity, failed.endMs, KEPT_MS);
};
