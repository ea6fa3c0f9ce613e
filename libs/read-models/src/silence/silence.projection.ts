import type { ClientBase } from "pg";
import type { SilenceEvent } from "#alerting";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";
import type { ReadModel } from "../read-model.ts";

const INSERT = `
  INSERT INTO silence (id, version, matchers, from_at, to_at, by, comment, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`;
const EXPIRE = `
  UPDATE silence SET version = $2, to_at = least(to_at, $3), expired_by = $4 WHERE id = $1 AND version < $2`;

/** Silences with who made and who ended them. */
export const silenceProjection: ReadModel = {
  name: "silence",
  version: 1,
  handle: async (client: ClientBase, events: readonly StoredEvent[]) => {
    for (const { type, data, version, recordedAtMs } of events) {
      if (type !== "SilenceCreated" && type !== "SilenceExpired") continue;
      const event = data as SilenceEvent;
      if (event.type === "SilenceCreated") {
        const { id, matchers, from, to, by, comment } = event.silence;
        await client.query(INSERT, [
          printable(id),
          version,
          JSON.stringify(matchers),
          from,
          to,
          printable(by),
          printable(comment),
          new Date(recordedAtMs),
        ]);
      } else await client.query(EXPIRE, [printable(event.id), version, event.at, printable(event.by)]);
    }
  },
  reset: async (client: ClientBase) => {
    await client.query("DELETE FROM silence");
  },
};
