import type { Exchange } from "#observation";
import { compileSpecification } from "../../engine/compile-specification.ts";
import { exchange } from "../../testing/fixtures.ts";
import { load, SHOP } from "../../testing/shop.ts";
import type { Signal, Verdict } from "../../verdict.ts";
import { authFamily } from "../auth-family.ts";

const NOON_MS = Date.UTC(2024, 0, 15, 12);

/** Tokens of an hour, renewed five minutes before their end; two retries, four seconds apart. */
export const AUTHENTICATION = `
authentication:
  type: "Bearer Token (OAuth 2.0)"
  endpoints:
    token:
      url: "https://api.shop.test/oauth/token"
      method: "POST"
      content_type: "application/x-www-form-urlencoded"
  request:
    grant_type: "client_credentials"
    scope: "carts stock"
    client_secret: "{SECRET}"
  response:
    access_token: "string"
    token_type: "Bearer"
    expires_in: 3600
  usage:
    header: "Authorization: Bearer {access_token}"
  token_refresh:
    threshold: "5 minutes before expiry"
    retry_attempts: 2
    retry_delay: "4 seconds"
  security_requirements:
    - "Cache tokens until they are about to expire"
`;

/** A token as decoding shows it. */
const tokenNamed = (name: string): string => `hmac:${name.padStart(12, "0")}`;

type More = Partial<Omit<Exchange, "request" | "response" | "url">>;

const at = (seconds: number): number => NOON_MS + seconds * 1000;

const FORM = "grant_type=client_credentials&scope=carts+stock&client_id=web&client_secret=s";

interface TokenSketch extends More {
  form?: string;
  answer?: Record<string, unknown> | null;
  status?: number | null;
  url?: string;
  headers?: Record<string, string>;
}

/** A token is asked for, which takes a tenth of a second. */
export const asks = (seconds: number, name: string, sketch: TokenSketch = {}): Exchange => {
  const { form = FORM, answer, status = 200, headers, url, ...more } = sketch;
  const value = { access_token: tokenNamed(name), token_type: "Bearer", expires_in: 3600, ...answer };
  const body = status === 200 && answer !== null ? ({ state: "json", value } as const) : undefined;
  return exchange({
    url: url ?? "https://api.shop.test/oauth/token",
    timeMs: at(seconds),
    durationMs: 100,
    request: {
      headers: headers ?? { "Content-Type": "application/x-www-form-urlencoded" },
      body: { state: "text", text: form },
    },
    response: status === null ? null : { status, body },
    ...more,
  });
};

interface UseSketch extends More {
  status?: number;
  scheme?: string;
  url?: string;
  answered?: Record<string, string>;
}

/** A token is used, which takes a tenth of a second. */
export const uses = (seconds: number, name: string, sketch: UseSketch = {}): Exchange => {
  const { status = 201, scheme = "Bearer", url = "https://api.shop.test/carts", answered, ...more } = sketch;
  return exchange({
    url,
    timeMs: at(seconds),
    durationMs: 100,
    request: { headers: { Authorization: `${scheme} ${tokenNamed(name)}` } },
    response: { status, headers: answered },
    ...more,
  });
};

/** Time passes, and nothing else happens. */
export const passes = (seconds: number): Exchange =>
  exchange({ url: "https://api.shop.test/health", timeMs: at(seconds), response: { status: 200 } });

/** What is said of these exchanges, in the order of the log, but for the record of failures. */
export const signals = (blocks: readonly string[], ...exchanges: readonly Exchange[]): Signal[] => {
  const compiled = compileSpecification(load(...blocks), [authFamily]);
  const said: Signal[] = [];
  const state = structuredClone(compiled.initialState());
  let clockMs = 0;
  const report = (signal: Signal): void => void said.push(signal);
  for (const one of exchanges) {
    clockMs = Math.max(clockMs, one.timeMs);
    compiled.observe(state, one, clockMs, report);
    compiled.advance(state, clockMs, report);
  }
  return said.filter((signal) => signal.kind === "end" || signal.verdict.rule !== "auth.failure");
};

/** The same without ends, under a shop that asks for tokens as above. */
export const verdicts = (...exchanges: readonly Exchange[]): Verdict[] =>
  signals([SHOP.environments, AUTHENTICATION, SHOP.carts], ...exchanges).flatMap((signal) =>
    signal.kind === "end" ? [] : signal.verdict,
  );

/** The ids of the rules that are broken. */
export const broken = (...exchanges: readonly Exchange[]): string[] =>
  verdicts(...exchanges).map(({ rule }) => rule.replace("auth.", ""));
