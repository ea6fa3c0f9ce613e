import createClient, { type Middleware } from "openapi-fetch";
import type { paths } from "./openapi.ts";

/** An answer that is not a success; the message is the problem's detail. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

const refusing: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const body = (await response.json().catch(() => ({}))) as { detail?: unknown };
    const detail = typeof body.detail === "string" ? body.detail : `The server answered ${response.status}.`;
    throw new Refusal(response.status, detail);
  },
};

/** The API, typed by its own description. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  headers: { accept: "application/json" },
});
api.use(refusing);

/** What a call answers with, as JSON; what is no success is thrown as {@link Refusal}. */
export const answered = async <Answer>(
  call: Promise<{ data?: Answer }>,
): Promise<Exclude<Answer, string>> => {
  const { data } = await call;
  if (data === undefined || typeof data === "string")
    throw new Refusal(502, "The server answered with no JSON.");
  return data as Exclude<Answer, string>;
};
