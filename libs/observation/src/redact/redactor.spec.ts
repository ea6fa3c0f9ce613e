import fc from "fast-check";
import { testRedactor } from "../testing/events-spec.ts";
import { holdsFingerprint, isFingerprint } from "./fingerprints.ts";

const redactor = testRedactor();
const print = redactor.fingerprint;
const jwt = (claims: object) =>
  ["eyJhbGciOiJIUzI1NiJ9", Buffer.from(JSON.stringify(claims)).toString("base64url"), "c2ln"].join(".");
const digest = "0123456789abcdef".repeat(4);

describe("fingerprints", () => {
  it("are short, keyed and told apart", () => {
    expect(print("a-secret")).toMatch(/^hmac:[0-9a-f]{12}$/);
    expect(print("a-secret")).not.toBe(print("b-secret"));
    expect(isFingerprint(print("a-secret"))).toBe(true);
    expect(isFingerprint("hmac:xyz")).toBe(false);
    expect(holdsFingerprint(`Bearer ${print("a")}`)).toBe(true);
    expect(holdsFingerprint("Bearer hmac:short")).toBe(false);
  });

  it("keep the expiry of a JSON Web Token", () => {
    expect(print(jwt({ exp: 1704067200.9, sub: "x" }))).toMatch(/^hmac:[0-9a-f]{12}\.exp-1704067200$/);
    expect(print(jwt({ sub: "x" }))).toMatch(/^hmac:[0-9a-f]{12}$/);
    expect(print(jwt({ exp: "soon" }))).toMatch(/^hmac:[0-9a-f]{12}$/);
    expect(print("eyJh.bm9uc2Vuc2U.x")).toMatch(/^hmac:[0-9a-f]{12}$/);
  });
});

describe("headers", () => {
  it.each([
    ["Authorization", "Bearer abc", `Bearer ${print("abc")}`],
    ["authorization", "bearer  abc", `bearer  ${print("abc")}`],
    ["Authorization", "Bearer", "Bearer"],
    ["Authorization", "Bearer ", "Bearer "],
    ["Authorization", "", ""],
    ["Authorization", "Bearer a b", `Bearer ${print("a")} ${print("b")}`],
    ["Authorization", "abc", print("abc")],
    ["Authorization", "Bearer: abc", `${print("Bearer:")} ${print("abc")}`],
    ["Authorization", "abc123def Bearer", `${print("abc123def")} ${print("Bearer")}`],
    ["Authorization", "Basic dXNlcjpwYXNz=", `Basic ${print("dXNlcjpwYXNz=")}`],
    ["Authorization", "Acme abc", `Acme ${print("abc")}`],
    ["Authorization", "Bearer a, Bearer b", `Bearer ${print("a")}, ${print("Bearer")} ${print("b")}`],
    ["Authorization", 'ApiKey key="abc", id=x', `ApiKey key="${print("abc")}", id=${print("x")}`],
    ["Proxy-Authorization", "Basic eA==", `Basic ${print("eA==")}`],
    ["X-API-Key", "abc", print("abc")],
    ["api-key", "one two", `${print("one")} ${print("two")}`],
    ["X-Auth-Token", "abc", print("abc")],
    ["X-Acme-Secret", "abc", print("abc")],
    ["Ocp-Apim-Subscription-Key", "abc", print("abc")],
    ["Cookie", "sid=abc; theme=", `sid=${print("abc")}; theme=`],
    ["Cookie", "abc", print("abc")],
    [
      "Set-Cookie",
      "sid=abc; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly, b=2; Secure",
      `sid=${print("abc")}; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly, b=${print("2")}; Secure`,
    ],
    ["X-Webhook-Signature", `sha256=${digest}`, `sha256=${print(digest)}.hex-64`],
    ["X-Webhook-Signature", "sha256=short", `sha256=${print("short")}.text-5`],
    ["X-Webhook-Signature", digest, `${print(digest)}.hex-64`],
    ["X-Webhook-Signature", "", ""],
    ["webhook-signature", "v1,YWJj v1,eA==", `v1,${print("YWJj")}.base64-4 v1,${print("eA==")}.base64-4`],
    ["Stripe-Signature", "t=1492774577,v1=abcd", `t=1492774577,v1=${print("abcd")}.hex-4`],
    ["X-Request-ID", "4f1c2a8e", "4f1c2a8e"],
    ["X-Idempotency-Key", "abc", "abc"],
    ["Idempotency-Key", "abc", "abc"],
    ["X-Page-Token", "abc", "abc"],
    ["WWW-Authenticate", "Bearer realm=x", "Bearer realm=x"],
    ["Content-Type", "application/json", "application/json"],
  ])("%s: %s", (name, value, expected) => {
    expect(redactor.header(name, value)).toBe(expected);
    expect(redactor.header(name, expected)).toBe(expected);
  });

  it("are redacted once and for all", () => {
    const names = fc.constantFrom("authorization", "cookie", "set-cookie", "x-api-key", "x-signature");
    const part = fc.constantFrom(
      "Bearer",
      " ",
      "=",
      ";",
      ",",
      '"',
      "abc",
      "t=",
      "YQ==",
      "hmac:",
      "x1",
      jwt({ exp: 1 }),
    );
    fc.assert(
      fc.property(
        names,
        fc.array(part).map((parts) => parts.join("")),
        (name, value) => {
          const once = redactor.header(name, value);
          expect(redactor.header(name, once)).toBe(once);
        },
      ),
    );
  });
});

describe("queries and forms", () => {
  it.each([
    ["", ""],
    ["x=1&y", "x=1&y"],
    ["access_token=abc&x=1", `access_token=${print("abc")}&x=1`],
    ["x=1&API_KEY=a%2Bb", `x=1&API_KEY=${print("a+b")}`],
    ["access%5Ftoken=abc", `access%5Ftoken=${print("abc")}`],
    ["token=&password", "token=&password"],
    ["page_token=abc&next_page_token=d", "page_token=abc&next_page_token=d"],
    [
      "grant_type=client_credentials&client_id=web&client_secret=s%3Ds",
      `grant_type=client_credentials&client_id=web&client_secret=${print("s=s")}`,
    ],
    [
      "code=abc&refresh_token=r&signature=s",
      `code=${print("abc")}&refresh_token=${print("r")}&signature=${print("s")}`,
    ],
    [`q=${jwt({ exp: 5 })}`, `q=${print(jwt({ exp: 5 }))}`],
    ["password=%zz", `password=${print("%zz")}`],
    ["&&token=a&&", `&&token=${print("a")}&&`],
  ])("%s", (query, expected) => {
    expect(redactor.query(query)).toBe(expected);
    expect(redactor.query(expected)).toBe(expected);
  });

  it("know a fingerprint that was encoded on its way", () =>
    expect(redactor.query(`token=${encodeURIComponent(print("abc"))}`)).toBe(`token=${print("abc")}`));
});
