import { Registry } from "prom-client";
import { createJudge } from "#judge";
import { createRedactor } from "#observation";
import { sha256Hex } from "#platform";
import type { Specification } from "#spec";
import type { IncomingRecord, OutgoingRecord, OwnedPartition } from "#stream";
import { createMonitorMetrics } from "../metrics.ts";
import { MonitorHandler } from "../monitor-handler.ts";
import type { Failpoint, SessionDependencies } from "../partition/dependencies.ts";
import { controlRecord } from "../revisions/activate-specifications.ts";
import { RevisionLibrary } from "../revisions/revision-library.ts";
import type { FakeStore } from "./fake-store.ts";

export const NOW_MS = Date.UTC(2026, 0, 5, 14);

export const redactor = createRedactor((text) => sha256Hex(text));

/** Records as a partition holds them: strings are structured events. */
export const logOf = (...entries: (string | Buffer | null | OutgoingRecord)[]): IncomingRecord[] =>
  entries.map((entry, offset) => ({
    offset,
    key: "shop-orders",
    appendedAtMs: NOW_MS,
    headers: {},
    value: null,
    ...(typeof entry === "string" || Buffer.isBuffer(entry)
      ? { value: Buffer.from(entry), headers: {} }
      : entry === null
        ? {}
        : { value: entry.value, headers: entry.headers }),
  }));

export const activation = ({ id, revision }: Specification): OutgoingRecord =>
  controlRecord(id, "specification.activated.v1", NOW_MS, { revision }, id);

/** One process's hold on partition 0, over a store that outlives it. */
export const hold = (
  store: FakeStore,
  how: {
    failpoint?: (point: Failpoint) => Promise<void> | void;
    nowMs?: () => number;
    deadLetterPercent?: number;
  } = {},
) => {
  const lost = new AbortController();
  const appended: OutgoingRecord[] = [];
  const logged: string[] = [];
  const acknowledged: number[] = [];
  const surrendered: string[] = [];
  const registry = new Registry();
  const dependencies: SessionDependencies = {
    pipeline: "monitor",
    store,
    library: new RevisionLibrary(store),
    redactor,
    deadLetterPercent: how.deadLetterPercent ?? 5,
    producer: {
      append: (records) => Promise.resolve(void appended.push(...records)),
      close: () => Promise.resolve(),
    },
    metrics: createMonitorMetrics(registry),
    clock: { nowMs: how.nowMs ?? (() => NOW_MS) },
    log: (level, message) => logged.push(`${level} ${message}`),
    failpoint: how.failpoint ?? (() => undefined),
  };
  const owned: OwnedPartition = {
    topic: "observations",
    topicId: "t-1",
    partition: 0,
    signal: lost.signal,
    acknowledge: (offset) => acknowledged.push(offset),
    surrender: (reason) => {
      surrendered.push(reason);
      lost.abort();
    },
  };
  const handler = new MonitorHandler(dependencies);
  return {
    handler,
    owned,
    lost,
    appended,
    logged,
    acknowledged,
    surrendered,
    registry,
    /** Reads the log from where the handler says, in batches of `size`, and lets go. */
    judge: async (log: readonly IncomingRecord[], size = 100): Promise<void> => {
      const start = await handler.assigned(owned);
      for (let from = start; from < log.length; from += size)
        await handler.batch(owned, log.slice(from, from + size));
      await handler.revoked(owned);
    },
  };
};

/** The ids that judging the log in one go, without a store, gives. */
export const expectedIds = (
  log: readonly IncomingRecord[],
  specifications: readonly Specification[],
): string[] => {
  const library = new RevisionLibrary({ getContent: () => Promise.resolve(undefined) });
  for (const specification of specifications) library.add(specification);
  const ids: string[] = [];
  const judge = createJudge({
    revision: (revision) => library.get(revision),
    redactor,
    hash: sha256Hex,
    attempts: true,
  });
  for (const { value, headers } of log) {
    const binary = Object.entries(headers).map(([name, text]) => [name.replace(/^ce_/, ""), text] as const);
    judge.take(
      {
        text: String(value),
        attributes: binary.length > 0 ? Object.fromEntries(binary) : undefined,
        appendedAtMs: NOW_MS,
      },
      ({ eventId }) => ids.push(eventId),
    );
  }
  return ids;
};
