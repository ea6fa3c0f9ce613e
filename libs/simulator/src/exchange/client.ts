import type { Random } from "../random.ts";
import type { EnvironmentModel } from "../model/traffic-model.ts";

/** One simulated caller with its credential and its place in the provider's windows. */
export interface SimulatedClient {
  name: string;
  environment: EnvironmentModel;
  secret: string;
  token: string;
  /** When the token expires; undefined before the first exchange. */
  tokenExpiresMs?: number;
  /** When it may call next: after its token exchange. */
  readyMs: number;
  /** Whether its events name it; otherwise its bearer token tells who it is. */
  namesItself: boolean;
  /** Where its windows begin, in whole seconds from the epoch's. */
  windowOffsetMs: number;
  /** Requests in the current window, by the limit that counts them. */
  windows: Map<string, { endMs: number; count: number }>;
}

const TOKEN_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export const newToken = (random: Random): string => random.text(TOKEN_ALPHABET, 40);

export const newClient = (
  name: string,
  environment: EnvironmentModel,
  namesItself: boolean,
  random: Random,
): SimulatedClient => ({
  name,
  environment,
  secret: random.text(TOKEN_ALPHABET, 32),
  token: newToken(random),
  readyMs: 0,
  namesItself,
  windowOffsetMs: random.integer(0, 59) * 1000,
  windows: new Map(),
});
