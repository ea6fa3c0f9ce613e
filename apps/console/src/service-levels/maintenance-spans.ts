import type { DataSource } from "typeorm";
import type { Objective } from "#checks";
import { listMaintenance, type Period } from "#read-models";
import { everyPage } from "../report/every-page.ts";
import { iso } from "./present.ts";
import type { ObjectiveSeries } from "./service-level-schemas.ts";

const MINUTE_MS = 60_000;
const LONGEST_MS = 31 * 24 * 60 * MINUTE_MS;

type Span = NonNullable<ObjectiveSeries["maintenance"]>[number];

const documentedIn = ({ inMaintenance }: Objective, { fromMs, toMs }: Period): Span[] => {
  const spans: Span[] = [];
  let startMs: number | undefined;
  for (let atMs = fromMs; atMs <= toMs; atMs += MINUTE_MS) {
    const isWithin = atMs < toMs && inMaintenance(atMs / MINUTE_MS);
    if (isWithin) startMs ??= atMs;
    else if (startMs !== undefined) {
      spans.push({ from: iso(startMs), to: iso(atMs), by: "document" });
      startMs = undefined;
    }
  }
  return spans;
};

/** When an objective's environment was in maintenance, as documented and as declared; null of more than a month. */
export const maintenanceSpans = async (
  source: DataSource,
  integration: string,
  objective: Objective,
  period: Period,
): Promise<Span[] | null> => {
  const { fromMs, toMs } = period;
  if (toMs - fromMs > LONGEST_MS) return null;
  const { environment } = objective;
  const filter = { integration, environment, from: new Date(fromMs), to: new Date(toMs), holding: true };
  const declared = await everyPage((request) => listMaintenance(source, filter, request));
  return [
    ...documentedIn(objective, period),
    ...declared.map(({ from, to }): Span => ({ from: iso(+from), to: iso(+to), by: "people" })),
  ].sort((one, other) => Date.parse(one.from) - Date.parse(other.from));
};
