import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { ExchangeContext } from "../check.ts";
import { isSuccess } from "../engine/finding.ts";
import { usedKeyWords } from "../engine/used-key.ts";
import { addKey, findKey, noKeys, type KeyTable } from "../idempotency/key-table.ts";

const MAX_KEYS = 10_000;

/** The idempotency keys seen last, by the scenario's clause path; plain data. */
export type SeenKeys = Map<string, KeyTable>;

/** Whether an exchange repeats an idempotency key, and how the scenario's expectation fared. */
export type ReplayJudge = (keys: SeenKeys, context: ExchangeContext) => boolean | undefined;

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
    let table = keys.get(scenario.path);
    if (!table) keys.set(scenario.path, (table = noKeys()));
    const words = usedKeyWords(context, key);
    if (findKey(table, words, clockMs) >= 0) return status === replay.parameters.status;
    addKey(table, words, clockMs, MAX_KEYS);
    return undefined;
  };
};
