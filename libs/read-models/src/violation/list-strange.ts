import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import type { Period } from "../service-level/read-traffic.ts";

/** What violations of one rule say of one place. */
export interface StrangeThing {
  rule: string;
  environment: string | null;
  endpoint: string | null;
  /** A JSON pointer, where the rule is about a member. */
  pointer: string | null;
  /** What the latest says. */
  message: string;
  /** The latest violation. */
  violation: string;
  count: number;
  lastAt: Date;
}

const READ = `
  SELECT v.rule, v.environment, v.endpoint, v.evidence->>'pointer' AS pointer,
    (array_agg(v.message ORDER BY v.last_at DESC, v.id))[1] AS message,
    (array_agg(v.id ORDER BY v.last_at DESC, v.id))[1] AS violation,
    sum(v.count)::float AS count, max(v.last_at) AS "lastAt"
  FROM violation v
  WHERE v.integration = $1 AND ($2::text IS NULL OR v.environment = $2) AND v.occurred_at < $4 AND v.last_at >= $3
    AND v.rule = ANY($5)
  GROUP BY 1, 2, 3, 4, v.evidence->>'actual'
  ORDER BY max(v.last_at) DESC, 1, 3, 4
  LIMIT 1000`;

/** What these rules found in a period, each thing once, the latest first; at most 1,000. */
export const listStrange = (
  source: DataSource,
  { integration, environment }: { integration: string; environment?: string },
  { fromMs, toMs }: Period,
  rules: readonly string[],
): Promise<StrangeThing[]> =>
  source.query<StrangeThing[]>(READ, [
    printable(integration),
    environment === undefined ? null : printable(environment),
    new Date(fromMs),
    new Date(toMs),
    rules,
  ]);
