import type { Pool } from "pg";
import { compileSuccess } from "#checks";
import { readStream } from "#event-store";
import { readSpecification } from "#read-models";
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
  const specification = revision === undefined ? undefined : await readSpecification(pool, revision);
  return specification && { form: webhookForm(specification), success: compileSuccess(specification) };
};
