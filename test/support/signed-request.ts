import { createHmac } from "node:crypto";

type Json = Record<string, unknown>;

const UNIT_S: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const PLACEHOLDER = "{signature}";

/** `now`, `now-5m1s` or `now+301s` as Unix seconds. */
const timed = (value: unknown, timeMs: number): unknown => {
  const match = typeof value === "string" ? /^now(?:([+-])((?:\d+[smhd])+))?$/.exec(value) : null;
  if (!match) return value;
  const parts = [...(match[2] ?? "").matchAll(/(\d+)([smhd])/g)];
  const seconds = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNIT_S[unit!]!, 0);
  return String(Math.floor(timeMs / 1000) + (match[1] === "-" ? -seconds : seconds));
};

const signature = (form: string, secret: string, headers: Json, text: string): string => {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  if (form.startsWith("v1,")) {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const signed = `${lower.get("webhook-id")}.${lower.get("webhook-timestamp")}.${text}`;
    return createHmac("sha256", key).update(signed).digest("base64");
  }
  const within = /^t=(\d+),/.exec(form)?.[1];
  const signed = within === undefined ? text : `${within}.${text}`;
  return createHmac("sha256", secret).update(signed).digest("hex");
};

/**
 * A webhook's request as sent at a time: `now` in a header becomes Unix seconds, and with a secret `{signature}` becomes
 * the right one over the body's text, in `X-Webhook-Signature: sha256={signature}` where no header asks for it.
 */
export const signedRequest = (request: Json, secret: unknown, timeMs: number): Json => {
  const given = Object.entries((request.headers ?? {}) as Json);
  const headers: Json = Object.fromEntries(given.map(([name, value]) => [name, timed(value, timeMs)]));
  const { body, ...rest } = request;
  if (secret === undefined) return request.headers === undefined ? request : { ...request, headers };
  const text = String(rest.bodyText ?? JSON.stringify(body));
  const asks = Object.values(headers).some((value) => String(value).includes(PLACEHOLDER));
  if (!asks) headers["X-Webhook-Signature"] = `sha256=${PLACEHOLDER}`;
  for (const [name, value] of Object.entries(headers))
    if (typeof value === "string" && value.includes(PLACEHOLDER))
      headers[name] = value.replace(PLACEHOLDER, signature(value, String(secret), headers, text));
  return { ...rest, headers, bodyText: text };
};
