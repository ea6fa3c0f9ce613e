import { compileTemplate } from "./credential-template.ts";

describe("a credential template", () => {
  it.each([
    ["Bearer {access_token}", "Bearer hmac:0123456789ab", true],
    ["Bearer {access_token}", "bearer hmac:0123456789ab", true],
    ["Bearer {access_token}", "BEARER  hmac:0123456789ab;exp=1704067200", true],
    ["Bearer {access_token}", "hmac:0123456789ab", false],
    ["Bearer {access_token}", "Bearer", false],
    ["Bearer {access_token}", "Bearer ", false],
    ["Bearer {access_token}", "Basic hmac:0123456789ab", false],
    ["Bearer {access_token}", "Bearer hmac:0123456789ab hmac:ba9876543210", false],
    ["Bearer {access_token}", "hmac:0123456789ab hmac:ba9876543210", false],
    ["Bearer <token>", "Bearer x", true],
    ["ApiKey {key}", "ApiKey hmac:0123456789ab", true],
    ["Own_Scheme {key}", "hmac:0123456789ab hmac:ba9876543210", true],
    ["Digest {response}", "Digest username=hmac:0123456789ab, nonce=hmac:ba9876543210", true],
    ["{api_key}", "hmac:0123456789ab", true],
    ["sk_{api_key}", "hmac:0123456789ab", true],
    ["{api_key}", " ", false],
  ])("%s and %j: %s", (template, value, fits) => {
    expect(compileTemplate(template)(value)).toBe(fits);
  });
});
