import type { CloudEvent } from "#simulator";

/** Takes simulated events in order; `close` resolves once all of them have arrived. */
export interface Sink {
  take(event: CloudEvent): Promise<void> | void;
  close(): Promise<void>;
}
