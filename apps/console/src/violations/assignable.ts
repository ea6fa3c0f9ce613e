import type { Pool } from "pg";
import { isAllowed, listAccounts } from "#access";
import { Problem } from "#platform";
import type { Owners } from "./violation-schemas.ts";

/** Whom somebody may assign violations to. */
export const ownersFor = async (pool: Pool, me: string): Promise<Owners> => {
  const accounts = await listAccounts(pool);
  const others = accounts
    .filter(({ name, role, disabledAt }) => name !== me && !disabledAt && isAllowed(role, "operator"))
    .map(({ name }) => name);
  return { me, others };
};

/** The person that `to` names; who asks where it names nobody. Somebody who may not act is a 400. */
export const assignee = async (pool: Pool, to: string | undefined, by: string): Promise<string> => {
  if (to === undefined || to === by) return by;
  const { others } = await ownersFor(pool, by);
  if (others.includes(to)) return to;
  throw new Problem(400, `Nobody called ${JSON.stringify(to)} may act on violations.`);
};
