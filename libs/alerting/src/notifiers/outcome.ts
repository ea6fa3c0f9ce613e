import { explain, NoAnswer, type OutgoingAnswer } from "#platform";
import type { SendOutcome } from "../notification.ts";

const MAX_TEXT = 200;
const TRY_AGAIN = new Set([408, 425, 429]);

const retryAfterMs = (value: string | string[] | undefined, nowMs: number): number | undefined => {
  const text = String(value ?? "");
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
};

/** What an answer means: 2xx is taken; 408, 425, 429 and 5xx are tried again; redirects are not followed. */
export const outcomeOf = ({ status, headers, body }: OutgoingAnswer, nowMs: number): SendOutcome => {
  const said = body.replace(/\s+/g, " ").trim().slice(0, MAX_TEXT);
  const detail = said === "" ? `answered ${status}` : `answered ${status}: ${said}`;
  if (status >= 200 && status < 300) return { kind: "sent", detail: `answered ${status}` };
  if (TRY_AGAIN.has(status) || status >= 500) {
    const afterMs = retryAfterMs(headers["retry-after"], nowMs);
    return { kind: "retry", detail, ...(afterMs !== undefined && { afterMs }) };
  }
  if (status >= 300 && status < 400)
    return { kind: "refused", detail: `${detail} (redirects are not followed)` };
  return { kind: "refused", detail };
};

/** What the lack of an answer means. */
export const outcomeWithout = (error: unknown): SendOutcome => ({
  kind: "retry",
  detail: error instanceof NoAnswer ? error.message : explain(error),
});
