import type { Pool } from "pg";
import {
  decideRedelivery,
  evolveRedelivery,
  initialRedelivery,
  type RedeliveryCommand,
  type RedeliveryEvent,
  type RedeliveryState,
} from "#delivery";
import { appendToStream, readStream, VersionConflict } from "#event-store";

const eventIdOf = (event: RedeliveryEvent): string =>
  "deliveryId" in event
    ? `${event.type} ${event.redeliveryId} ${event.deliveryId}`
    : `${event.type} ${event.id}`;

/** One redelivery's stream: what it decides is stored before anybody acts on it, one decision at a time. */
export class RedeliveryStream {
  state: RedeliveryState = initialRedelivery;
  private version = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly id: string,
  ) {}

  /** Takes in what others have appended. */
  async refresh(): Promise<void> {
    const stored = await readStream(this.pool, `redelivery-${this.id}`, this.version);
    this.state = stored.map(({ data }) => data as RedeliveryEvent).reduce(evolveRedelivery, this.state);
    this.version += stored.length;
  }

  /** Decides, and decides anew where somebody else appended meanwhile; gives the events that are then stored. */
  act(command: RedeliveryCommand): Promise<RedeliveryEvent[]> {
    const acted = this.last.then(() => this.decide(command));
    this.last = acted.catch(() => undefined);
    return acted;
  }

  private async decide(command: RedeliveryCommand): Promise<RedeliveryEvent[]> {
    for (;;) {
      const events = decideRedelivery(this.state, command);
      if (events.length === 0) return events;
      try {
        await this.append(events, command.at);
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error;
        await this.refresh();
        continue;
      }
      this.state = events.reduce(evolveRedelivery, this.state);
      return events;
    }
  }

  private async append(events: readonly RedeliveryEvent[], at: string): Promise<void> {
    const source = this.state.status === "none" ? this.id : this.state.integration;
    const occurredAtMs = Date.parse(at);
    this.version = await appendToStream(
      this.pool,
      `redelivery-${this.id}`,
      events.map((data) => ({ eventId: eventIdOf(data), type: data.type, source, occurredAtMs, data })),
      this.version,
    );
  }
}
