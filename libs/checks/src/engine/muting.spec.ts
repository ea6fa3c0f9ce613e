import { mutingOf } from "./muting.ts";
import { RULES } from "./rules.ts";

test("rules that count or miss things, and those that need a secret, say when they are silent", () => {
  const muted = [...RULES.keys()].filter((rule) => mutingOf(rule) !== undefined);
  expect(muted).toHaveLength(16);
  expect(mutingOf("webhook.signature-invalid")).toContain("secret");
  expect(mutingOf("sla.missed")).toContain("capture: partial");
  expect(mutingOf("auth.missing")).toBeUndefined();
});
