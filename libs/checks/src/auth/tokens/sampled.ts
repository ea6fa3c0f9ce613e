import { isIn, noAges, sizeOf, turn, type Ages } from "../../engine/ages.ts";
import { comesSampled as sourceSamples } from "../../engine/sampled-sources.ts";
import type { ExchangeContext } from "../../check.ts";

const MAX_SAMPLED = 100_000;
const DAY_MS = 86_400_000;

/** Sources that send only some of their events, and the clients seen in those; plain data. */
export interface Sampled {
  sources: Ages<true>;
  clients: Ages<true>;
}

/** Nothing is sampled. */
export const notSampled = (): Sampled => ({ sources: noAges(), clients: noAges() });

/** Whether the event is sampled, or its source was seen to sample. */
export const comesSampled = ({ sources, clients }: Sampled, context: ExchangeContext): boolean => {
  turn(clients, context.clockMs, DAY_MS);
  return sourceSamples(sources, context.exchange, context.clockMs);
};

/** Remembers that not all of what a client does is in the log. */
export const noteSampled = ({ clients }: Sampled, client: string): void => {
  if (sizeOf(clients) < MAX_SAMPLED) clients.recent.set(client, true);
};

/** Whether some of what the client does is not in the log. */
export const isSampled = ({ clients }: Sampled, client: string): boolean =>
  sizeOf(clients) > 0 && (sizeOf(clients) >= MAX_SAMPLED || isIn(clients, client));
