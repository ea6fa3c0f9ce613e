import { randomUUID } from "node:crypto";
import type { Specification } from "#spec";
import type { OutgoingRecord, RecordProducer } from "#stream";
import type { MonitorStore } from "../store/monitor-store.ts";
import { contentOf } from "./revision-library.ts";

/** The CloudEvents `source` of the records that the monitor itself writes into the stream. */
const MONITOR_SOURCE = "clausewatch/monitor";

/** A control record of the monitor, in CloudEvents' binary mode, in the partition of its key. */
export const controlRecord = (
  key: string,
  type: string,
  nowMs: number,
  data: object,
  subject?: string,
): OutgoingRecord => ({
  key,
  value: Buffer.from(JSON.stringify(data)),
  headers: {
    "content-type": "application/json",
    ce_specversion: "1.0",
    ce_id: randomUUID(),
    ce_source: MONITOR_SOURCE,
    ce_type: type,
    ce_time: new Date(nowMs).toISOString(),
    ...(subject === undefined ? {} : { ce_subject: subject }),
  },
});

/** Keeps each specification's text and writes its activation into the stream, unless it is the active one already. */
export const activateSpecifications = async (
  specifications: readonly Specification[],
  store: MonitorStore,
  producer: RecordProducer,
  nowMs: () => number,
): Promise<void> => {
  for (const specification of specifications) {
    const { id, revision } = specification;
    await store.putContent(revision, contentOf(specification));
    if ((await store.activeRevision(id)) === revision) continue;
    await producer.append([controlRecord(id, "specification.activated.v1", nowMs(), { revision }, id)]);
  }
};
