import type { DraftBase } from "../draft-base.ts";
import type { EndpointModel } from "../model/endpoint-model.ts";
import type { SimulatedClient } from "./client.ts";

/** A message as it is sent; at most one of `body` and `bodyText`. */
export interface DraftMessage {
  headers: Record<string, string>;
  body?: unknown;
  bodyText?: string;
  bodyBytes?: number;
}

/** One exchange in the making. */
export interface ExchangeDraft extends DraftBase {
  kind: "exchange";
  client: SimulatedClient;
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
  /** The trace that it is part of; one of its own when absent. */
  traceId?: string;
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
