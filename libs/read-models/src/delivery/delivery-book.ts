import type { ClientBase } from "pg";
import type { DeliveryEvent, RedeliveryAttempted, RedeliverySettled, WebhookAttempted } from "#delivery";
import type { StoredEvent } from "#event-store";
import { fold, kindOfAttempt, kindOfRedelivery } from "./delivery-fold.ts";
import { readAttempts, readDeliveries, type AttemptRow, type DeliveryRow } from "./delivery-rows.ts";
import { faring, type EndpointHealth } from "./endpoint-health.ts";
import { LatencyBook } from "./latency-book.ts";
import { endpointKeyOf, ensureEndpoints, type StoredEndpoint } from "./stored-names.ts";

/** The types of events that deliveries are made of. */
export const DELIVERY_EVENTS: ReadonlySet<string> = new Set<DeliveryEvent["type"]>([
  "WebhookAttempted",
  "RedeliveryAttempted",
  "RedeliverySettled",
]);

type Found = Awaited<ReturnType<typeof readAttempts>>;

const nameOf = ({ integration, environment = "", endpoint }: WebhookAttempted) => ({
  integration,
  environment,
  endpoint,
});

/** The deliveries that a batch of events speaks of, as they stand after each of its events. */
export class DeliveryBook {
  readonly attempts = new Map<string, AttemptRow>();
  readonly latency = new LatencyBook();
  readonly health = new Map<number, EndpointHealth>();

  private constructor(
    readonly deliveries: Map<string, DeliveryRow>,
    private readonly endpoints: ReadonlyMap<string, StoredEndpoint>,
    private readonly stored: Found,
  ) {}

  /** Opens it on these deliveries, and on what is stored of all that the events name. */
  static async open(
    client: ClientBase,
    events: readonly StoredEvent[],
    ids: readonly string[] = [],
  ): Promise<DeliveryBook> {
    const told = events.map(({ data }) => data as DeliveryEvent);
    const attempted = told.filter((event) => event.type === "WebhookAttempted");
    const settled = told.filter((event) => event.type === "RedeliverySettled");
    return new DeliveryBook(
      await readDeliveries(client, [...new Set([...ids, ...told.map(({ deliveryId }) => deliveryId)])]),
      attempted.length === 0 ? new Map() : await ensureEndpoints(client, attempted.map(nameOf)),
      await readAttempts(
        client,
        settled.map(({ attemptId }) => attemptId),
      ),
    );
  }

  /** Takes an event in, unless it is in already. */
  take({ data, position, eventId }: StoredEvent): void {
    const event = data as DeliveryEvent;
    const before = this.deliveries.get(event.deliveryId);
    if (before && position <= before.folded) return;
    const folded = fold(before?.fold, event);
    if (!folded) return;
    const endpoint =
      event.type === "WebhookAttempted" ? this.endpoints.get(endpointKeyOf(nameOf(event)))! : undefined;
    const row: DeliveryRow = {
      ...(before ?? { position, endpoint: endpoint!.id }),
      folded: position,
      fold: folded,
    };
    this.deliveries.set(event.deliveryId, row);
    if (event.type === "WebhookAttempted") this.attempted(event, row, endpoint!, eventId);
    else if (event.type === "RedeliveryAttempted") this.redelivered(event, row);
    else this.settled(event, row);
  }

  private attempted(
    event: WebhookAttempted,
    { folded, fold: { delivery } }: DeliveryRow,
    { id, health }: StoredEndpoint,
    attemptId: string,
  ): void {
    this.attempts.set(attemptId, {
      position: folded,
      atMs: Date.parse(event.startedAt),
      kind: kindOfAttempt(event, delivery),
      endpoint: id,
      deliveryId: event.deliveryId,
      attemptId,
      eventId: event.eventId,
      subject: event.subject,
      durationMs: event.durationMs,
      source: event.source,
      observationId: event.id,
    });
    this.health.set(id, faring(this.health.get(id) ?? health, event));
    this.latency.take(id, event);
  }

  private redelivered(
    { attemptId, at }: RedeliveryAttempted,
    { folded, endpoint, fold: { delivery } }: DeliveryRow,
  ): void {
    this.attempts.set(attemptId, {
      position: folded,
      atMs: Date.parse(at),
      kind: kindOfRedelivery(delivery),
      endpoint,
      deliveryId: delivery.deliveryId,
      attemptId,
      eventId: delivery.eventId,
      subject: delivery.subject,
      durationMs: undefined,
      source: "",
      observationId: attemptId,
    });
  }

  private settled(event: RedeliverySettled, { endpoint, fold: { delivery } }: DeliveryRow): void {
    const { attemptId, deliveryId, durationMs } = event;
    const kind = kindOfRedelivery(delivery, event);
    const pending = this.attempts.get(attemptId);
    const found = this.stored.get(attemptId);
    if (pending) this.attempts.set(attemptId, { ...pending, kind, durationMs });
    else if (found)
      this.attempts.set(attemptId, {
        position: found.position,
        atMs: found.at.getTime(),
        kind,
        endpoint,
        deliveryId,
        attemptId,
        eventId: delivery.eventId,
        subject: delivery.subject,
        durationMs,
        source: "",
        observationId: attemptId,
        before: { kind: found.kind, atMs: found.at.getTime() },
      });
  }
}
