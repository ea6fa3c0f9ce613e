import type { CloudEvent } from "../cloud-event.ts";
import type { Draft } from "../exchange/draft.ts";

/** An exchange in the event contract. `traceId` is 32 hex digits. */
export const toCloudEvent = (draft: Draft, subject: string, id: string, traceId: string): CloudEvent => {
  const { client, environment, explicit, method, baseUrl, path, query, request, response, failure } = draft;
  return {
    specversion: "1.0",
    id,
    source: "/simulator",
    type: "http.exchange.v1",
    time: new Date(draft.startMs).toISOString(),
    subject,
    datacontenttype: "application/json",
    data: {
      ...(explicit && environment.name !== undefined && { environment: environment.name }),
      ...(explicit && { client: client.name }),
      method,
      url: `${baseUrl}${path}${query === "" ? "" : `?${query}`}`,
      request,
      ...(response && { response }),
      ...(failure !== undefined && { error: { kind: failure } }),
      durationMs: draft.durationMs,
      traceId,
    },
  };
};
