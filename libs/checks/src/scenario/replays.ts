import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { ExchangeContext } from "../check.ts";
import { isSuccess } from "../engine/finding.ts";

const MAX_KEYS = 10_000;

/** Whether an exchange repeats an idempotency key, and how the scenario's expectation fared. */
export type ReplayJudge = (keys: Set<string>, context: ExchangeContext) => boolean | undefined;

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
  return (keys, { client, environment, label, exchange }) => {
    const key = exchange.request.headers?.get(header);
    const status = exchange.response?.status;
    if (client === undefined || key === undefined || !isSuccess(status)) return undefined;
    const name = `${scenario.path}\n${environment ?? ""}\n${client}\n${label}\n${key}`;
    if (keys.has(name)) return status === replay.parameters.status;
    keys.add(name);
    if (keys.size > MAX_KEYS) for (const oldest of keys) return void keys.delete(oldest);
    return undefined;
  };
};
