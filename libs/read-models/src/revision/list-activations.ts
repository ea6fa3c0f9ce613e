import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";

/** A revision that became an integration's active one. */
export interface Activation {
  integration: string;
  revision: string;
  at: Date;
}

const READ = `
  SELECT data ->> 'integration' AS integration, data ->> 'revision' AS revision, occurred_at AS at FROM event
  WHERE stream = ANY($1) AND type = 'RevisionActivated' ORDER BY stream, version`;

/** Every activation of some integrations, in order. */
export const listActivations = (source: DataSource, integrations: readonly string[]): Promise<Activation[]> =>
  source.query<Activation[]>(READ, [integrations.map((id) => `integration-${printable(id)}`)]);
