import type { EndpointModel } from "../model/endpoint-model.ts";
import type { EnvironmentModel } from "../model/traffic-model.ts";
import type { SimulatedClient } from "./client.ts";

/** A message as it is sent; at most one of `body` and `bodyText`. */
export interface DraftMessage {
  headers: Record<string, string>;
  body?: unknown;
  bodyText?: string;
  bodyBytes?: number;
}

/** A violation that an exchange brings about. */
export interface Claim {
  rule: string;
  /** What tells its episode apart besides the environment; only the first in log order opens one. */
  episode?: string;
  /** Event time at which the engine can be sure of it; at once when absent. */
  confirmedAtMs?: number;
}

/** One exchange in the making. */
export interface Draft {
  startMs: number;
  durationMs: number;
  client: SimulatedClient;
  environment: EnvironmentModel;
  /** Whether the event says client and environment itself. */
  explicit: boolean;
  /** How the engine names the operation. */
  label: string;
  endpoint?: EndpointModel;
  method: string;
  baseUrl: string;
  path: string;
  query: string;
  request: DraftMessage;
  response?: DraftMessage & { status: number };
  failure?: "timeout" | "reset";
  claims: Claim[];
}

/** Removes a header, whatever its case. */
export const dropHeader = (message: DraftMessage, name: string): void => {
  for (const key of Object.keys(message.headers))
    if (key.toLowerCase() === name.toLowerCase()) delete message.headers[key];
};

/** Sets a header in the place of one with the same name in another case. */
export const setHeader = (message: DraftMessage, name: string, value: string): void => {
  dropHeader(message, name);
  message.headers[name] = value;
};
