import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Target {
  refId: string;
  expr?: string;
  rawSql?: string;
  datasource: { uid: string };
}

/** A panel, as far as tests look at it. */
export interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: Target[];
}

/** A dashboard, as far as tests look at it. */
export interface Dashboard {
  uid: string;
  title: string;
  schemaVersion: number;
  panels: Panel[];
  templating: { list: { name: string; type: string; query: string }[] };
  annotations: { list: { name: string; target: { rawSql: string } }[] };
}

const FOLDER = "dashboards/json";

/** The committed dashboards. */
export const dashboards: readonly Dashboard[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Dashboard);

/** What Grafana puts in place of its variables and macros, for a period that ends now. */
export const filled = (query: string, integration: string, fromMs: number, toMs: number): string => {
  const [from, to] = [fromMs, toMs].map((ms) => `'${new Date(ms).toISOString()}'`);
  return query
    .replaceAll("$integration", integration)
    .replaceAll("$__rate_interval", "1m")
    .replaceAll("$__range", "1h")
    .replaceAll("$__timeFrom()", from!)
    .replaceAll("$__timeTo()", to!)
    .replaceAll(/\$__timeFilter\(([^)]*)\)/g, `$1 BETWEEN ${from} AND ${to}`);
};
