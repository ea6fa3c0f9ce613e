import { governingLimit, type LimitModel } from "../model/limit-model.ts";
import type { TrafficModel } from "../model/traffic-model.ts";
import type { SimulatedClient } from "./client.ts";

const DAY_MS = 86_400_000;

const windowEnd = ({ windowMs }: LimitModel, client: SimulatedClient, timeMs: number) => {
  if (windowMs === "utc-day") return (Math.floor(timeMs / DAY_MS) + 1) * DAY_MS;
  return (Math.floor((timeMs - client.windowOffsetMs) / windowMs) + 1) * windowMs + client.windowOffsetMs;
};

/** Counts a request in the provider's window of its client and returns the documented headers. */
export const countRequest = (
  model: TrafficModel,
  client: SimulatedClient,
  method: string,
  path: string,
  timeMs: number,
): Record<string, string> => {
  const governing = governingLimit(client.environment.limits, method, path);
  if (governing === undefined) return {};
  const key = `${governing.method ?? ""} ${governing.path ?? ""} ${governing.windowMs}`;
  const endMs = windowEnd(governing, client, timeMs);
  const known = client.windows.get(key);
  const window = known?.endMs === endMs ? known : { endMs, count: 0 };
  window.count++;
  client.windows.set(key, window);
  const { limit, remaining, reset } = model.limitHeaders;
  const headers: Record<string, string> = {};
  if (limit !== undefined) headers[limit] = String(governing.limit);
  if (remaining !== undefined) headers[remaining] = String(Math.max(0, governing.limit - window.count));
  if (reset !== undefined) headers[reset] = String(Math.round(endMs / 1000));
  return headers;
};
