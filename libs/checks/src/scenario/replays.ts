import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { ExchangeContext } from "../check.ts";
import { isSuccess } from "../engine/finding.ts";
import { usedKeyWords } from "../engine/used-key.ts";
import { noSeenKeys, seeKey, type SeenKeys } from "./seen-keys.ts";

/** The idempotency keys seen last, by the scenario's clause path; plain data. */
export type KeysByScenario = Map<string, SeenKeys>;

/** Whether an exchange repeats an idempotency key, and how the scenario's expectation fared. */
export type ReplayJudge = (keys: KeysByScenario, context: ExchangeContext) => boolean | undefined;

/** Compiles how a scenario that repeats a request is told; undefined where this one does not, or names no key. */
export const compileReplay = (
  specification: Specification,
  scenario: ClauseOf<"scenario">,
): ReplayJudge | undefined => {
  const replay = clausesOf(specification, "idempotency.replay").find(({ path }) =>
    path.startsWith(`${scenario.path}.`),
  );
  if (!replay) return undefined;
  const documented = clausesOf(specification, "request.header").find(({ parameters: { name } }) =>
    /idempotency/i.test(name),
  );
  const header = (replay.parameters.header ?? documented?.parameters.name)?.toLowerCase();
  if (header === undefined) return undefined;
  return (keys, context) => {
    const { client, exchange, clockMs } = context;
    const status = exchange.response?.status;
    if (client === undefined || !isSuccess(status)) return undefined;
    const key = exchange.request.headers?.get(header)?.trim();
    if (key === undefined || key === "") return undefined;
    let seen = keys.get(scenario.path);
    if (!seen) keys.set(scenario.path, (seen = noSeenKeys()));
    return seeKey(seen, usedKeyWords(context, key), clockMs)
      ? status === replay.parameters.status
      : undefined;
  };
};
