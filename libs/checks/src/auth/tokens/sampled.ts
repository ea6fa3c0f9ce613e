import { noAges, sizeOf, turn, type Ages } from "../../engine/ages.ts";
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

const add = (ages: Ages<true>, key: string): void => {
  if (sizeOf(ages) < MAX_SAMPLED) ages.recent.set(key, true);
};

const isIn = ({ recent, older }: Ages<true>, key: string): boolean => recent.has(key) || older.has(key);

/** Whether the event is sampled, or its source was seen to sample. */
export const comesSampled = ({ sources, clients }: Sampled, context: ExchangeContext): boolean => {
  const { partial, source } = context.exchange;
  turn(sources, context.clockMs, DAY_MS);
  turn(clients, context.clockMs, DAY_MS);
  if (partial) add(sources, source);
  return partial || (sizeOf(sources) > 0 && isIn(sources, source));
};

/** Remembers that not all of what a client does is in the log. */
export const noteSampled = ({ clients }: Sampled, client: string): void => add(clients, client);

/** Whether some of what the client does is not in the log. */
export const isSampled = ({ clients }: Sampled, client: string): boolean =>
  sizeOf(clients) > 0 && (sizeOf(clients) >= MAX_SAMPLED || isIn(clients, client));
