import type { Pool } from "pg";
import { compileSuccess } from "#checks";
import { getContent, readStream } from "#event-store";
import { sha256Hex } from "#platform";
import { loadSpecification, type SpecificationFile } from "#spec";
import { webhookForm } from "./webhook-form.ts";

/** What an integration's revision in force says of sending webhooks. */
export interface SendingRules {
  form: ReturnType<typeof webhookForm>;
  success: ReturnType<typeof compileSuccess>;
}

/** Reads it; undefined where no revision's text is stored. */
export const activeSendingRules = async (
  pool: Pool,
  integration: string,
): Promise<SendingRules | undefined> => {
  const events = await readStream(pool, `integration-${integration}`);
  const active = events.findLast(({ type }) => type === "RevisionActivated");
  const { revision } = (active?.data ?? {}) as { revision?: string };
  const content = revision === undefined ? undefined : await getContent(pool, revision);
  if (content === undefined) return undefined;
  const specification = loadSpecification(JSON.parse(content) as SpecificationFile[], sha256Hex);
  return { form: webhookForm(specification), success: compileSuccess(specification) };
};
