import { clausesOf, type Specification } from "#spec";
import type { ExchangeContext } from "../../check.ts";
import { DAY_MS } from "../limits/limit.ts";
import { noAges, sizeOf, touch, turn, type Ages } from "../../engine/ages.ts";

const MAX_SOURCES = 100_000;
const TERMS = /^(?:rate-limit|environment|authentication)|^endpoint$/;

/** Since when requests are known to be counted; plain data. */
export interface Observed {
  /** What was documented, while it was counted, about who and what counts toward which limit. */
  terms: string;
  /** When each source's first exchange ended: what it saw before is not in the log. */
  sources: Ages<number>;
  /** When the latest exchange ended whose token nobody was seen to receive: it may be any client's. */
  strangerMs: number;
}

/** Nothing was observed. */
export const notObserved = (): Observed => ({ terms: "", sources: noAges(), strangerMs: 0 });

/** What one specification makes of it. */
export interface Observer {
  /** Goes on under this document; false: it counts otherwise than before, so that earlier counts tell nothing. */
  goesOn(observed: Observed): boolean;
  /** Since when all that the exchange's source sees is in the log, and known whose it is. */
  since(observed: Observed, context: ExchangeContext): number;
}

/** What decides about who and what counts toward which limit; the same for revisions that differ elsewhere. */
const termsOf = ({ clauses }: Specification): string =>
  JSON.stringify(
    clauses
      .filter(({ kind }) => TERMS.test(kind))
      .map(({ kind, path, parameters, reason }) => [kind, path, parameters, reason === undefined]),
  );

/** Whether credentials are tokens, which are renewed, so that one token is not all of a client; a key stays. */
const renewsCredentials = (specification: Specification): boolean => {
  const headers = clausesOf(specification, "authentication.usage-header");
  return (
    clausesOf(specification, "authentication.token-endpoint").length > 0 ||
    headers.length === 0 ||
    headers.some(({ parameters }) => parameters.name.toLowerCase() === "authorization")
  );
};

/** Whether only its token tells the client; a token that is turned away counts for nobody. */
const isStranger = ({ client, exchange, tokenRequest }: ExchangeContext): boolean =>
  exchange.client === undefined &&
  client?.startsWith("hmac:") === true &&
  !tokenRequest &&
  exchange.response?.status !== 401;

/** Compiles what makes counts known or unknown. */
export const compileObserver = (specification: Specification): Observer => {
  const terms = termsOf(specification);
  const renews = renewsCredentials(specification);
  return {
    goesOn(observed) {
      const same = observed.terms === terms;
      if (!same) observed.sources = noAges();
      observed.terms = terms;
      return same;
    },
    since(observed, context) {
      const { sources } = observed;
      const { clockMs, exchange } = context;
      const endMs = clockMs + (exchange.durationMs ?? 0);
      turn(sources, clockMs, DAY_MS);
      let sinceMs = touch(sources, exchange.source);
      if (sinceMs === undefined) {
        sinceMs = endMs;
        if (sizeOf(sources) < MAX_SOURCES) sources.recent.set(exchange.source, sinceMs);
      }
      if (renews && isStranger(context)) observed.strangerMs = Math.max(observed.strangerMs, endMs);
      return Math.max(sinceMs, observed.strangerMs);
    },
  };
};
