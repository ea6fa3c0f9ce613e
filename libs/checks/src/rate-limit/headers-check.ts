import type { Check, ExchangeContext } from "../check.ts";
import { breach, occurrence } from "../engine/finding.ts";
import type { Report } from "../verdict.ts";
import type { CountedRequest } from "./counting/provider-windows.ts";
import type { HeaderReader } from "./headers/header-reader.ts";
import { fit, wrongValues } from "./headers/wrong-values.ts";
import type { DocumentedLimits } from "./limits/documented-limits.ts";
import type { Limit } from "./limits/limit.ts";
import { isPreflight } from "./preflight.ts";
import { HEADERS_MISSING, HEADERS_WRONG } from "./rules.ts";

const HOUR_MS = 3_600_000;
const request: CountedRequest = { startMs: 0, endMs: 0, accepted: false, resetMs: undefined };

const reportMissing = (reader: HeaderReader, context: ExchangeContext, report: Report): void => {
  const { exchange, label } = context;
  const missing = reader.missing(exchange.response!.headers!);
  if (missing.length === 0) return;
  const names = missing.map(({ parameters }) => parameters.name);
  const hourMs = Math.floor(exchange.timeMs / HOUR_MS) * HOUR_MS;
  const finding = {
    rule: HEADERS_MISSING,
    clause: missing[0]!,
    severity: missing.every(({ contradictedBy }) => contradictedBy) ? ("info" as const) : undefined,
    message: `${label} answered without ${names.join(", ")}, which the specification documents`,
    evidence: { expected: "present", missing: names, status: exchange.response!.status },
  };
  report(occurrence(context, finding, { period: String(hourMs), endsAtMs: hourMs + HOUR_MS }));
};

const reportWrong = (
  reader: HeaderReader,
  context: ExchangeContext,
  limits: readonly Limit[],
  report: Report,
): void => {
  const { exchange, label } = context;
  const headers = exchange.response!.headers!;
  const spoken = reader.spokenOf(headers, limits);
  if (!spoken) return;
  request.startMs = exchange.timeMs;
  request.endMs = exchange.timeMs + (exchange.durationMs ?? 0);
  const plain = reader.plain(headers);
  if (plain && fit(plain, request, limits, spoken)) return;
  const stated = reader.stated(headers);
  if (stated.length === 0) return;
  const wrong = wrongValues(stated, request, limits, spoken);
  const [first] = wrong;
  if (!first) return;
  const { clause, text, expected } = first;
  report(
    breach(context, {
      rule: HEADERS_WRONG,
      clause,
      severity: wrong.every((value) => value.clause.contradictedBy) ? "info" : undefined,
      message: `${label} answered with ${clause.parameters.name}: ${text}; the specification asks for ${expected}`,
      evidence: {
        expected,
        actual: text,
        headers: wrong.map((value) => ({
          name: value.clause.parameters.name,
          role: value.role,
          expected: value.expected,
          actual: value.text,
        })),
      },
    }),
  );
};

/**
 * `rate-limit.headers-missing`, for endpoints that the document names, and `rate-limit.headers-wrong`, where it can be
 * told which limits govern the request.
 */
export const headersCheck = (documented: DocumentedLimits, reader: HeaderReader): Check<null> => ({
  key: "rate-limit.headers",
  initialState: () => null,
  exchange(_, context, report) {
    const { exchange } = context;
    if (!exchange.response?.headers || context.tokenRequest || isPreflight(exchange)) return;
    const governing = documented.governing(context);
    if (context.endpoint ?? governing?.own) reportMissing(reader, context, report);
    if (governing) reportWrong(reader, context, governing.limits, report);
  },
});
