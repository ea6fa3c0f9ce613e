import type { Body } from "../observation.ts";
import type { Redactor } from "../redact/redactor.ts";
import { isMembers } from "../decode/members.ts";
import { jsonOf } from "./json-of.ts";

const NAME = "access_token";

const fingerprinted = (value: unknown, redactor: Redactor): unknown => {
  const token = isMembers(value) ? value[NAME] : undefined;
  return typeof token === "string" ? { ...(value as object), [NAME]: redactor.fingerprint(token) } : value;
};

/** A response's body with the token it issues as a fingerprint, as headers show it when the token is used. */
export const withIssuedToken = (body: Body, redactor: Redactor): Body => {
  if (body.state === "json") {
    const value = fingerprinted(body.value, redactor);
    return value === body.value ? body : { state: "json", value };
  }
  if (body.state !== "text" || !body.text.includes(NAME)) return body;
  const outcome = jsonOf(body);
  if (outcome?.ok) body.json = { ok: true, value: fingerprinted(outcome.value, redactor) };
  return body;
};
