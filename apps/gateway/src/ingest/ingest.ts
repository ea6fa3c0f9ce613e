import { setImmediate } from "node:timers/promises";
import { Inject, Injectable, Logger } from "@nestjs/common";
import type { OutgoingRecord } from "#stream";
import { GATEWAY_OPTIONS, type GatewayOptions } from "../gateway-options.ts";
import { Refusal } from "../refusal.ts";
import { recordOf } from "./record-of.ts";

/** How many events were written, and how many of a foreign type passed over. */
export interface Taken {
  accepted: number;
  ignored?: number;
}

const SLICE = 100;
const RETRY_SECONDS = 5;

/** Takes the events of one request: all of them, once durable, or none. */
@Injectable()
export class Ingest {
  private readonly logger = new Logger("gateway");

  constructor(@Inject(GATEWAY_OPTIONS) private readonly options: GatewayOptions) {}

  /** With `integrations`, events of others are refused. */
  async take(events: readonly unknown[], integrations?: readonly string[]): Promise<Taken> {
    const records = await this.prepare(events, integrations);
    if (records.length > 0) await this.append(records);
    const ignored = events.length - records.length;
    return ignored === 0 ? { accepted: records.length } : { accepted: records.length, ignored };
  }

  /** Other requests get their turn between slices. */
  private async prepare(
    events: readonly unknown[],
    integrations: readonly string[] | undefined,
  ): Promise<OutgoingRecord[]> {
    const records: OutgoingRecord[] = [];
    for (const [index, event] of events.entries()) {
      if (index > 0 && index % SLICE === 0) await setImmediate();
      const record = recordOf(event, index, this.options);
      if (!record) continue;
      if (integrations && !integrations.includes(record.key))
        throw new Refusal(403, "FOREIGN_INTEGRATION", `This key sends no events of "${record.key}".`, {
          index,
          pointer: "/subject",
        });
      records.push(record);
    }
    return records;
  }

  private async append(records: readonly OutgoingRecord[]): Promise<void> {
    try {
      await this.options.producer.append(records);
    } catch (error) {
      this.logger.warn(
        `the stream took no events: ${error instanceof Error ? error.message : String(error)}`,
      );
      throw new Refusal(
        503,
        "STREAM_UNAVAILABLE",
        "The events could not be written; send them again.",
        {},
        RETRY_SECONDS,
      );
    }
  }
}
