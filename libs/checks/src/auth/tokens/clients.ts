import { noAges, sizeOf, touch, turn, type Ages } from "../../engine/ages.ts";
import type { IssuedToken } from "../../engine/issued-tokens.ts";
import type { Sided } from "../../engine/side.ts";
import type { EventReference } from "#observation";
import { notSampled, type Sampled } from "./sampled.ts";

const MAX_CLIENTS = 100_000;
const MAX_LINES = 16;
const MAX_ASKED = 8;
const DAY_MS = 86_400_000;

/** The token requests of a client that ask for the same thing. */
export interface Line {
  /** The last token it returned: issued from start to end of its exchange. */
  last?: { fromMs: number; toMs: number; validUntilMs?: number };
  /** Failed requests in a row: start and earliest end of the last, and how many of them were retries. */
  failed?: { startMs: number; endMs: number; retries: number; told: boolean };
}

/** What is known of one client's tokens in one environment. */
export interface ClientTokens extends Sided {
  /** When the latest token requests began, oldest first. */
  askedMs: number[];
  /** When one of its tokens was last rejected. */
  rejectedMs: number;
  /** The token issued last, whatever was asked for. */
  newest?: { credential: string; fromMs: number };
  lines: Map<string, Line>;
}

/** A token's uses shortly before its end, until it is known whether a new one was being asked for. */
export interface LateUse extends EventReference {
  dueMs: number;
  timeMs: number;
  /** How many uses these are. */
  uses: number;
  /** Since when a new token was to be asked for. */
  sinceMs: number;
  /** When the token expires. */
  endsMs: number;
  /** The client the token was issued to, and the same as its token request named it. */
  owner: string;
  alias?: string;
  environment?: string;
  client?: string;
  label: string;
}

/** Everything the rules of token life remember; plain data. */
export interface TokenState {
  clients: Ages<ClientTokens>;
  /** Token requests of which nobody knows whose they are: when the latest began, and when one last returned a token. */
  unnamed: { askedMs: number[]; issuedMs: number };
  sampled: Sampled;
  /** In the order in which they fall due. */
  late: LateUse[];
  /** JSON Web Tokens that were accepted though nobody was seen to receive them, by environment. */
  proven: Ages<true>;
}

/** Nothing was seen. */
export const noTokens = (): TokenState => ({
  clients: noAges(),
  unnamed: { askedMs: [], issuedMs: -Infinity },
  sampled: notSampled(),
  late: [],
  proven: noAges(),
});

/** The name of a client within an environment. */
export const ownerOf = (environment: string | undefined, client: string): string =>
  `${environment ?? ""}\n${client}`;

/** What is known of a client. */
export const clientTokens = ({ clients }: TokenState, owner: string): ClientTokens | undefined =>
  touch(clients, owner);

/** The same, begun where nothing is known; undefined where there are too many. */
export const begunTokens = (
  { clients }: TokenState,
  owner: string,
  clockMs: number,
): ClientTokens | undefined => {
  turn(clients, clockMs, DAY_MS);
  let known = touch(clients, owner);
  if (known === undefined && sizeOf(clients) < MAX_CLIENTS) {
    known = { rank: -1, seenMs: 0, askedMs: [], rejectedMs: -Infinity, lines: new Map() };
    clients.recent.set(owner, known);
  }
  return known;
};

/** The line of what is asked for; the one begun first makes room. */
export const lineOf = ({ lines }: ClientTokens, wanted: string): Line => {
  let line = lines.get(wanted);
  if (!line) {
    if (lines.size >= MAX_LINES) lines.delete(lines.keys().next().value!);
    lines.set(wanted, (line = {}));
  }
  return line;
};

/** Remembers when a token was asked for. */
export const noteAsked = ({ askedMs }: Pick<ClientTokens, "askedMs">, startMs: number): void => {
  askedMs.push(startMs);
  if (askedMs.length > MAX_ASKED) askedMs.shift();
};

/** Whether a token was, or may have been, asked for between these times. */
export const hasAsked = ({ askedMs }: Pick<ClientTokens, "askedMs">, fromMs: number, toMs: number): boolean =>
  askedMs.some((atMs) => atMs >= fromMs && atMs <= toMs) ||
  (askedMs.length >= MAX_ASKED && askedMs[0]! > fromMs);

/** Remembers the token issued last. */
export const noteNewest = (known: ClientTokens, { credential, fromMs }: IssuedToken): void => {
  if (!known.newest || known.newest.fromMs <= fromMs) known.newest = { credential, fromMs };
};
