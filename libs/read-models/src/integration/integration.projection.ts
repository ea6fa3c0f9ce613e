import type { ClientBase } from "pg";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";
import type { ReadModel } from "../read-model.ts";

interface RevisionActivated {
  integration: string;
  revision: string;
}

const UPSERT = `
  INSERT INTO integration (id, version, revision, activated_at)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE
  SET version = excluded.version, revision = excluded.revision, activated_at = excluded.activated_at
  WHERE integration.version < excluded.version`;

/** Integrations with their active revisions. */
export const integrationProjection: ReadModel = {
  name: "integration",
  version: 1,
  handle: async (client: ClientBase, events: readonly StoredEvent[]) => {
    for (const { type, data, version, occurredAtMs } of events) {
      if (type !== "RevisionActivated") continue;
      const { integration, revision } = data as RevisionActivated;
      await client.query(UPSERT, [
        printable(integration),
        version,
        printable(revision),
        new Date(occurredAtMs),
      ]);
    }
  },
  reset: async (client: ClientBase) => {
    await client.query("DELETE FROM integration");
  },
};
