import { exceedsDepth } from "../json/depth.ts";
import { LIMITS } from "../limits.ts";
import { redactJson } from "./redact-json.ts";
import type { Redactor } from "./redactor.ts";
import { scrub } from "./scrub.ts";

const FORM = /^[^\s=&{}<>"]+=[^\s]*$/;

const parse = (text: string): { value: unknown } | undefined => {
  try {
    return exceedsDepth(text, LIMITS.depth) ? undefined : { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/**
 * The text of a body with its credentials replaced. JSON without any comes back byte for byte; what was no JSON still is
 * none.
 */
export const redactText = (text: string, redactor: Redactor): string => {
  const json = parse(text);
  if (json) {
    const redacted = redactJson(json.value, redactor);
    return redacted === json.value ? text : JSON.stringify(redacted);
  }
  if (FORM.test(text)) return redactor.query(text);
  const scrubbed = scrub(text, redactor);
  return parse(scrubbed) ? `${scrubbed}…` : scrubbed;
};
