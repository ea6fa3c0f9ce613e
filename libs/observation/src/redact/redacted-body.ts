import type { Body } from "../observation.ts";
import { redactJson } from "./redact-json.ts";
import { redactText } from "./redact-text.ts";
import type { Redactor } from "./redactor.ts";

/** The text of a body with its credentials replaced; undefined where there is none, or not all of it was captured. */
export const redactedBody = (body: Body, redactor: Redactor): string | undefined => {
  if (body.state === "json") return JSON.stringify(redactJson(body.value, redactor));
  return body.state === "text" ? redactText(body.text, redactor) : undefined;
};
