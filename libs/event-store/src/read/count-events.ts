import { type Queryable, storable } from "../database.ts";
import { COUNT_EVENTS } from "../sql/count-events.ts";

/** How many events of some types a source has between two positions, the second included. */
export const countEvents = async (
  database: Queryable,
  { after, upTo, source, types }: { after: number; upTo: number; source: string; types: readonly string[] },
): Promise<number> =>
  Number(
    (await database.query<{ count: string }>(COUNT_EVENTS, [after, upTo, storable(source), types])).rows[0]!
      .count,
  );
