import { Controller, Headers, Sse, type MessageEvent } from "@nestjs/common";
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from "@nestjs/swagger";
import { interval, map, merge, takeUntil, timer, type Observable } from "rxjs";
import { For } from "#access";
import { LiveFeed } from "./live-feed.ts";

const ALIVE_MS = 15_000;
const RETRY_MS = 1_000;
/** Then the browser comes again, and has to show anew that it may. */
const LONGEST_MS = 10 * 60_000;

/** A position that a browser brings back; whatever else it sends means from now on. */
const positionOf = (lastEventId: string | undefined): number | undefined =>
  /^\d{1,15}$/.test(lastEventId ?? "") ? Number(lastEventId) : undefined;

/** News, as they become visible. */
@ApiTags("live")
@For("viewer")
@Controller("api/v1/live")
export class LiveController {
  constructor(private readonly feed: LiveFeed) {}

  @Sse()
  @ApiOperation({
    summary:
      "Server-sent events: `change`, whose data is {types}, the types of events that every list shows by now (none at first); resumed by Last-Event-ID",
  })
  @ApiProduces("text/event-stream")
  @ApiResponse({
    status: 200,
    description: "The stream.",
    content: { "text/event-stream": { schema: { type: "string" } } },
  })
  changes(@Headers("last-event-id") lastEventId: string | undefined): Observable<MessageEvent> {
    // Every message has an id, since the one that came last is what the browser brings back.
    let id = String(positionOf(lastEventId) ?? 0);
    const changes = this.feed.since(positionOf(lastEventId)).pipe(
      map(({ position, types }) => {
        id = String(position);
        return { id, type: "change", retry: RETRY_MS, data: { types } };
      }),
    );
    const alive = interval(ALIVE_MS).pipe(map(() => ({ id, type: "alive", data: {} })));
    return merge(changes, alive).pipe(takeUntil(timer(LONGEST_MS)));
  }
}
