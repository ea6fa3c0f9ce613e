import type { TokenModel } from "../model/token-model.ts";
import type { TrafficModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import { newToken, type SimulatedClient } from "./client.ts";
import type { ExchangeDraft } from "./draft.ts";
import { countRequest } from "./rate-limit-headers.ts";

/** Whether the client must ask for a token before it calls at `timeMs`. */
export const needsToken = (token: TokenModel, client: SimulatedClient, timeMs: number): boolean =>
  client.tokenExpiresMs === undefined || client.tokenExpiresMs - timeMs < token.thresholdSeconds * 1000;

/** The exchange in which a client gets a new token, which it has from then on. */
export const tokenExchange = (
  model: TrafficModel,
  token: TokenModel,
  client: SimulatedClient,
  startMs: number,
  random: Random,
): ExchangeDraft => {
  const url = new URL(token.url);
  const durationMs = random.integer(30, 90);
  client.token = newToken(random);
  client.tokenExpiresMs = startMs + durationMs + token.expiresInSeconds * 1000;
  client.readyMs = startMs + durationMs + random.integer(2, 9);
  const form = new URLSearchParams({
    grant_type: token.grantType,
    client_id: client.name,
    client_secret: client.secret,
    ...(token.scope !== undefined && { scope: token.scope }),
  });
  return {
    kind: "exchange",
    startMs,
    durationMs,
    client,
    environment: client.environment,
    explicit: true,
    label: `${token.method} ${url.pathname}`,
    method: token.method,
    baseUrl: url.origin,
    path: url.pathname,
    query: "",
    request: {
      headers: {
        "Content-Type": token.contentType,
        Accept: "application/json",
        "User-Agent": `${client.name}/2.${client.windowOffsetMs / 1000}`,
        "X-Forwarded-Proto": "https",
      },
      bodyText: form.toString(),
    },
    response: {
      status: 200,
      headers: {
        Date: new Date(startMs + durationMs).toUTCString(),
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        ...countRequest(model, client, token.method, url.pathname, startMs),
      },
      body: {
        access_token: client.token,
        token_type: token.tokenType,
        expires_in: token.expiresInSeconds,
        ...(token.scope !== undefined && { scope: token.scope }),
      },
    },
    claims: [],
  };
};
