import { createRedactor } from "../redact/create-redactor.ts";

/** A redactor over a small deterministic hash. */
export const testRedactor = () =>
  createRedactor((text) => {
    let state = 0x811c9dc5;
    let hex = "";
    for (let round = 0; round < 4; round++) {
      for (let at = 0; at < text.length; at++)
        state = Math.imul(state ^ text.charCodeAt(at), 0x01000193) >>> 0;
      state = Math.imul(state ^ round, 0x01000193) >>> 0;
      hex += state.toString(16).padStart(8, "0");
    }
    return hex;
  });

/** A whole `http.exchange.v1`, with members of its data replaced. */
export const exchangeEvent = (
  data: Record<string, unknown> = {},
  attributes: Record<string, unknown> = {},
) => ({
  specversion: "1.0",
  id: "e-1",
  source: "/edge",
  type: "http.exchange.v1",
  time: "2024-01-15T10:30:00.250Z",
  subject: "shop-orders",
  ...attributes,
  data: {
    environment: "production",
    method: "post",
    url: "https://API.example.com:443/api/v1/orders/?x=1",
    request: { headers: { "Content-Type": "application/json" }, body: { quantity: 1 } },
    response: { status: 201, headers: {}, body: {} },
    durationMs: 12.5,
    ...data,
  },
});
