import { setTimeout as sleep } from "node:timers/promises";
import { Inject, Injectable, type OnModuleDestroy } from "@nestjs/common";
import { Observable, share } from "rxjs";
import { projectionPositions, readEventTypes } from "#event-store";
import { READ_MODELS } from "#read-models";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";

/** What has changed since the change before; every read model shows it. */
export interface Change {
  /** The event store's position up to which everything is told. */
  position: number;
  /** Types of the events; "*" where there were too many to look at. */
  types: string[];
}

const LOOK_MS = 250;
const MOST_EVENTS = 10_000;
const EVERYTHING = ["*"];

/** Looks for changes four times a second at most, once for everybody who listens, and only while somebody does. */
@Injectable()
export class LiveFeed implements OnModuleDestroy {
  private readonly ended = new AbortController();
  private readonly changes: Observable<Change>;

  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {
    this.changes = new Observable<Change>((listener) => {
      const stopping = new AbortController();
      const signal = AbortSignal.any([stopping.signal, this.ended.signal]);
      void this.look(signal, (change) => listener.next(change)).then(() => listener.complete());
      return () => stopping.abort();
    }).pipe(share());
  }

  onModuleDestroy(): void {
    this.ended.abort();
  }

  /** Tells where a listener now stands and what it missed since a position, then every change. */
  since(position: number | undefined): Observable<Change> {
    return new Observable<Change>((listener) => {
      let told: number | undefined;
      const early: Change[] = [];
      const tell = (change: Change): void => {
        if (told === undefined) early.push(change);
        else if (change.position > told) {
          told = change.position;
          listener.next(change);
        }
      };
      const subscription = this.changes.subscribe({ next: tell, complete: () => listener.complete() });
      void this.missed(position)
        .then((missed) => {
          told = missed.position;
          listener.next(missed);
          early.forEach(tell);
        })
        .catch(() => listener.complete());
      return subscription;
    });
  }

  private async look(signal: AbortSignal, tell: (change: Change) => void): Promise<void> {
    let before: number | undefined;
    while (!signal.aborted) {
      try {
        const position = await this.position();
        if (before !== undefined && position > before) tell(await this.change(before, position));
        before = position;
      } catch {
        // The pages see for themselves that the database is away; afterwards everything since is told.
      }
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Up to where every read model has come. */
  private async position(): Promise<number> {
    return Math.min(...(await projectionPositions(this.options.pool, READ_MODELS)));
  }

  private async missed(after: number | undefined): Promise<Change> {
    const position = await this.position();
    return after === undefined || position <= after ? { position, types: [] } : this.change(after, position);
  }

  private async change(after: number, position: number): Promise<Change> {
    const types =
      position - after > MOST_EVENTS ? EVERYTHING : await readEventTypes(this.options.pool, after, position);
    return { position, types };
  }
}
