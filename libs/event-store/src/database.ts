import type { Pool, PoolClient } from "pg";

/** Whatever runs a statement: a pool, or a client inside a transaction. */
export type Queryable = Pick<Pool | PoolClient, "query">;

/** A text as PostgreSQL takes it: U+0000 and lone surrogates become U+FFFD. */
export const storable = (text: string): string => text.replace(/\p{Surrogate}|\u0000/gu, "\ufffd");
