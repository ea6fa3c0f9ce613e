import { createRedactor } from "../redact/create-redactor.ts";
import { jsonOf } from "./json-of.ts";
import { withIssuedToken } from "./issued-token.ts";

const redactor = createRedactor((text) => `${text.length}`.padStart(12, "a"));
const fingerprint = redactor.fingerprint("a-long-secret-token");

it.each([
  ["a JSON value", { state: "json" as const, value: { access_token: "a-long-secret-token", n: 1 } }],
  ["JSON as text", { state: "text" as const, text: '{"access_token":"a-long-secret-token","n":1}' }],
  ["a redacted one", { state: "json" as const, value: { access_token: fingerprint, n: 1 } }],
])("is a fingerprint in %s", (_, body) => {
  const outcome = jsonOf(withIssuedToken(body, redactor));
  expect(outcome).toEqual({ ok: true, value: { access_token: fingerprint, n: 1 } });
});

it("leaves the value that was given untouched", () => {
  const value = { access_token: "a-long-secret-token" };
  withIssuedToken({ state: "json", value }, redactor);
  expect(value.access_token).toBe("a-long-secret-token");
});

it.each([
  { state: "absent" as const },
  { state: "json" as const, value: null },
  { state: "json" as const, value: ["access_token"] },
  { state: "json" as const, value: { access_token: 1 } },
  { state: "text" as const, text: "access_token=x" },
])("leaves %j as it is", (body) => {
  expect(withIssuedToken(body, redactor)).toBe(body);
});
