import { hmac, uuid } from "./recorder.ts";

type Json = Record<string, unknown>;

/** Monday, outside every maintenance window. */
export const START_MS = Date.UTC(2024, 0, 15, 10);
const SECRET = "forge test secret";
export const PRODUCTION = "https://forge.example.org/api";
export const PLAYGROUND = "https://playground.example.org/api";
const ENDPOINT = "https://builder.example.com/hooks/forge";
/** A full commit hash. */
const SHA = "0123456789abcdef0123456789abcdef01234567";

const encoded = (value: Json): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JSON Web Token of one subject that expires so many milliseconds after the start. */
export const jwt = (subject: string, expiresAt: number): string => {
  const claims = { sub: subject, exp: Math.floor((START_MS + expiresAt) / 1000) };
  return `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}.c2lnbmF0dXJl`;
};

/** Headers of a request with a token that is good for a week. */
export const bearer = (subject: string): Json => ({
  Authorization: `Bearer ${jwt(subject, 7 * 86_400_000)}`,
});

/** The error of the catalogue with this code, as a body. */
export const errorBody = (code: string): Json => ({ error: { code, message: "For people" } });

/** Two commits as they should be. */
export const COMMITS = [
  {
    sha: SHA,
    author: { login: "ada", email: "ada@example.org" },
    date: "2024-01-15T09:59:00Z",
    parents: [SHA],
  },
  { sha: SHA.replaceAll("0", "f"), author: { login: "bob" }, date: "2024-01-15T09:58:00+01:00" },
];

/** A GET of a repository's commits; `over` is laid over it. */
export const commits = (subject: string, over: Json = {}, origin = PRODUCTION): Json => ({
  method: "GET",
  url: `${origin}/repos/ada/engine/commits`,
  request: { headers: { ...bearer(subject), Accept: "application/json" } },
  response: { status: 200, headers: { "Content-Type": "application/json" }, body: COMMITS },
  ...over,
});

/** A comment on an issue, and the answer to it. */
export const comment = (
  subject: string,
  { body = { body: "Built." } as unknown, key = undefined as string | undefined, origin = PRODUCTION },
  response: Json = { status: 201, body: { id: 7, body: "Built.", author: { login: "builder" } } },
): Json => ({
  method: "POST",
  url: `${origin}/repos/ada/engine/issues/7/comments`,
  request: {
    headers: {
      ...bearer(subject),
      "Content-Type": "application/json; charset=utf-8",
      ...(key !== undefined && { "Idempotency-Key": key }),
    },
    body,
  },
  response,
});

/** The state of a build, put to where it is shown. */
export const build = (subject: string, body: Json, response?: Json): Json => ({
  method: "PUT",
  url: `${PRODUCTION}/repos/ada/engine/builds/latest`,
  request: { headers: { ...bearer(subject), "Content-Type": "application/json" }, body },
  response: response ?? {
    status: 200,
    body: { state: body["state"], url: "https://forge.example.org/builds/1" },
  },
});

/** A state of a build that fits its schema. */
export const passed = (over: Json = {}): Json => ({ state: "passed", commit: SHA, ...over });

/** The payload of a push. */
export const PUSH = { ref: "refs/heads/main", after: SHA, repository: { name: "engine" }, commits: [] };

/** One attempt to deliver an event, signed as Forge signs. */
export const delivery = (number: number, payload: Json, over: Json = {}, headers: Json = {}): Json => {
  const bodyText = JSON.stringify(payload);
  return {
    environment: "production",
    endpoint: ENDPOINT,
    eventId: uuid(number, 1),
    request: {
      headers: {
        "Content-Type": "application/json",
        "X-GitHub-Event": "push",
        "X-GitHub-Delivery": uuid(number, 1),
        "X-Hub-Signature-256": `sha256=${hmac("sha256", SECRET, bodyText, "hex")}`,
        ...headers,
      },
      bodyText,
    },
    response: { status: 204 },
    ...over,
  };
};
