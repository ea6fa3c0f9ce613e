import type { EventReference, Exchange } from "#observation";
import { endOf } from "../engine/exchange-end.ts";
import { rankOf } from "../engine/side.ts";
import { isSameRequest, mayBeSame, readBody } from "./attempt-identity.ts";
import type { AttemptIdentity } from "./attempt-identity.ts";

/** How long after a failure a request is a retry of it. */
export const RETRY_WINDOW_MS = 15 * 60_000;
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

/** The chain of a first failed attempt. */
export const newChain = (exchange: Exchange, identity: AttemptIdentity, failed: Failure): Chain => ({
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

/** Takes a further failed attempt into a chain. */
export const extendChain = (chain: Chain, identity: AttemptIdentity, failed: Failure): void => {
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
