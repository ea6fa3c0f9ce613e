import { exchangeEvent, testRedactor } from "../testing/events-spec.ts";
import { maskMember } from "./mask-member.ts";
import { scrub } from "./scrub.ts";

const redactor = testRedactor();
const print = redactor.fingerprint;
const SECRET = "s3cret-s3cret";

describe("scrub", () => {
  it.each([
    [`{"password": "${SECRET}", "a": 1`, `{"password": "${print(SECRET)}", "a": 1`],
    [`{"password": "${SECRET}`, `{"password": "${print(SECRET)}`],
    [`{"Authorization":["Bearer ${SECRET}"]`, `{"Authorization":["Bearer ${print(SECRET)}"]`],
    [`["authorization","Bearer ${SECRET}"]`, `["authorization","Bearer ${print(SECRET)}"]`],
    [`{\\"client_secret\\":\\"${SECRET}\\"}`, `{\\"client_secret\\":\\"${print(SECRET)}\\"}`],
    [`a=1&client_secret=${SECRET}&b=2`, `a=1&client_secret=${print(SECRET)}&b=2`],
    [`Authorization: Basic ${SECRET}\r\nHost: x`, `Authorization: Basic ${print(SECRET)}\r\nHost: x`],
    [`GET https://u:${SECRET}@x.example/`, "GET https://x.example/"],
    [`{"bodyBase64":"${SECRET}"}`, '{"bodyBase64":""}'],
    ['{"secret": 12345, "token": null}', '{"secret": 0, "token": null}'],
    ['{"page_token": "abc", "code": "NOT_FOUND"}', '{"page_token": "abc", "code": "NOT_FOUND"}'],
    [`["Bearer ${SECRET}"]}`, `["Bearer ${print(SECRET)}"]}`],
    ["nothing to hide", "nothing to hide"],
    ["", ""],
  ])("%s", (text, expected) => {
    expect(scrub(text, redactor)).toBe(expected);
    expect(scrub(expected, redactor)).toBe(expected);
  });

  it("leaves JSON that is JSON, and keeps quotes within quotes", () => {
    const event = exchangeEvent({
      request: {
        headers: { Cookie: `a="${SECRET}"` },
        bodyText: JSON.stringify({ password: `"${SECRET}"` }),
      },
    });
    const scrubbed = scrub(JSON.stringify(event), redactor);
    expect(scrubbed).not.toContain(SECRET);
    expect(JSON.parse(scrubbed)).toMatchObject({ id: "e-1" });
  });

  it("takes time in proportion to the text", () => {
    for (const piece of [
      "ey",
      "ey-",
      "a",
      '"',
      "\\",
      "password=",
      "Bearer ",
      "://",
      'token:"',
      "[{",
      "ey.ey.",
    ])
      expect(typeof scrub(piece.repeat(200_000), redactor)).toBe("string");
  });
});

describe("maskMember", () => {
  it.each([
    ["password", "x", "***"],
    ["cardNumber", 4111, "***"],
    ["card_number", { a: 1 }, "***"],
    ["token", null, null],
    ["secret", true, true],
    ["quantity", 0, 0],
    [
      "customer",
      { name: "n", iban: "i", list: [{ pin: 1, ok: 2 }] },
      { name: "n", iban: "***", list: [{ pin: "***", ok: 2 }] },
    ],
    ["x", undefined, undefined],
  ])("%s: %j", (name, value, expected) => expect(maskMember(name, value)).toEqual(expected));
});
