import type { AttemptResult } from "#delivery";
import { explain, ForbiddenDestination } from "#platform";

const KINDS: readonly (readonly [RegExp, AttemptResult["failure"]])[] = [
  [/^ECONNREFUSED|^EHOSTUNREACH|^ENETUNREACH/, "connect"],
  [/^ENOTFOUND|^EAI_/, "dns"],
  [/^ERR_TLS|^ERR_SSL|CERT|SIGNATURE|^EPROTO/, "tls"],
  [/^ECONNRESET|^EPIPE/, "reset"],
];

/** What became of a request that was not answered. */
export const failureOf = (error: unknown, stopped: boolean): AttemptResult => {
  if (stopped)
    return {
      outcome: "unknown",
      detail: "the process was stopped before an answer came; it may have arrived",
    };
  const detail = explain(error);
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof ForbiddenDestination) return { outcome: "failed", failure: "connect", detail };
  const code = String((cause as { code?: unknown } | undefined)?.code ?? "");
  const [, failure] = KINDS.find(([pattern]) => pattern.test(code)) ?? [];
  return { outcome: "failed", failure: failure ?? (/within/.test(detail) ? "timeout" : "reset"), detail };
};
