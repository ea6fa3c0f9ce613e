import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Exchange } from "#observation";
import type { Check, ExchangeContext } from "../check.ts";
import { compileMentions } from "../endpoint/mentions.ts";
import { numberOf, textWords } from "../engine/body-fingerprint.ts";
import { neverSent } from "../engine/exchange-end.ts";
import { rankOf } from "../engine/side.ts";
import type { Report } from "../verdict.ts";
import { compileIdentity, readBody } from "./attempt-identity.ts";
import type { AttemptIdentity } from "./attempt-identity.ts";
import { failureOf, findChain, standingOf } from "./chain.ts";
import type { Chain, Failure } from "./chain.ts";
import {
  beginChain,
  chainsOf,
  continueChain,
  endChain,
  mayHaveChain,
  isQuiet,
  mayBelong,
  noChains,
} from "./chains.ts";
import type { Chains } from "./chains.ts";
import { judgeRetry } from "./judge-retry.ts";
import { compileRetryAfter, retryAfterOf } from "./retry-after.ts";
import { compileStrategies } from "./strategies.ts";

type Outcome = "failed" | "answered" | "unknown";

const outcomeOf = ({ response, failure }: Exchange): Outcome => {
  if (response) return response.status >= 400 ? "failed" : "answered";
  return failure === undefined ? "unknown" : "failed";
};

const isTold = (identity: AttemptIdentity, exchange: Exchange): boolean => {
  if (identity.key !== undefined || identity.requestId !== undefined) return true;
  if (identity.keyless) readBody(identity, exchange);
  return identity.body !== undefined;
};

/** Fingerprints the credential that a request carries in its documented header. */
const compileCredential = (specification: Specification): ((exchange: Exchange) => number | undefined) => {
  const documented = clausesOf(specification, "authentication.usage-header").map(({ parameters }) =>
    parameters.name.toLowerCase(),
  );
  const names = documented.length > 0 ? documented : ["authorization"];
  return ({ request: { headers } }) => {
    for (const name of names) {
      const value = headers?.get(name)?.trim();
      if (value) return numberOf(textWords(value));
    }
    return undefined;
  };
};

/**
 * The rules about requests that are sent again. `keyHeaders` are the documented idempotency headers of the endpoints
 * that take POST, by the path of the `endpoint` clause.
 */
export const retryCheck = (
  specification: Specification,
  keyHeaders: ReadonlyMap<string, ClauseOf<"request.header">>,
): Check<Chains> => {
  const identityOf = compileIdentity(specification);
  const credentialOf = compileCredential(specification);
  const strategies = compileStrategies(specification);
  const rules = { strategies, retryAfter: compileRetryAfter(specification), keyHeaders };
  const isMentioned = compileMentions(specification);

  const failedWith = (exchange: Exchange): Failure =>
    failureOf(exchange, {
      code: strategies.codeOf(exchange),
      dueMs: retryAfterOf(exchange),
      credential: credentialOf(exchange),
    });

  const follow = (
    chains: Chains,
    chain: Chain,
    context: ExchangeContext,
    identity: AttemptIdentity,
    report: Report,
  ): "goes on" | "is over" => {
    const { exchange } = context;
    const standing = standingOf(chain, exchange);
    if (chain.done || standing === "later") return "is over";
    if (standing === "retry") {
      chain.sampled ||= exchange.partial;
      judgeRetry(chain, { context, identity, credential: credentialOf(exchange), ...rules }, report);
    }
    if (outcomeOf(exchange) === "failed") continueChain(chains, chain, identity, failedWith(exchange));
    else chain.done = true;
    return "goes on";
  };

  return {
    key: "retry.chains",
    initialState: noChains,
    exchange(chains, context, report) {
      const { exchange, client, path, clockMs } = context;
      const outcome = outcomeOf(exchange);
      if (outcome === "unknown" || (outcome === "answered" && isQuiet(chains))) return;
      if (client === undefined || context.tokenRequest) return;
      if (exchange.timeMs > clockMs || neverSent(exchange)) return;
      const identity = identityOf(context);
      if (outcome === "answered" && !mayBelong(chains, identity, exchange, clockMs)) return;
      const place = { client, path };
      const list = chainsOf(chains, place, clockMs);
      if ((outcome === "answered" && !list) || !isMentioned(context)) return;
      if (!isTold(identity, exchange)) return;

      const chain = mayHaveChain(chains, identity, exchange, clockMs)
        ? findChain(list, identity, exchange)
        : undefined;
      if (chain) {
        const rank = rankOf(exchange);
        if (rank < chain.rank || (rank > chain.rank && outcome === "answered")) return;
        if (rank === chain.rank && follow(chains, chain, context, identity, report) === "goes on") return;
        if (outcome === "answered") return;
        endChain(chains, list!, chain);
      }
      if (outcome === "answered") return;
      readBody(identity, exchange);
      beginChain(chains, place, exchange, identity, failedWith(exchange));
    },
  };
};
