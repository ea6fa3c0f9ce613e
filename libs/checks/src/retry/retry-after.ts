import { clausesOf } from "#spec";
import type { Citation, Specification } from "#spec";
import type { Exchange } from "#observation";
import { clausesOfEndpoint, documentedEndpoints } from "../engine/endpoint-clauses.ts";
import { readReset } from "../rate-limit/headers/header-values.ts";

const SECONDS = /^\d{1,7}(?:\.\d{1,6})?$/;
const TIMER_MS = 10;
/** A date names whole seconds. */
const DATE_MS = 1_000;

/** When a failed exchange may be retried, in milliseconds since the epoch; undefined where its answer does not say. */
export const retryAfterOf = ({ timeMs, durationMs = 0, response }: Exchange): number | undefined => {
  const value = response?.headers?.get("retry-after")?.trim();
  if (value === undefined) return undefined;
  const endMs = timeMs + durationMs;
  if (SECONDS.test(value)) return endMs + Number(value) * 1_000 - TIMER_MS;
  const dateMs = /^\d+$/.test(value) ? NaN : readReset(value, timeMs);
  if (Number.isNaN(dateMs)) return undefined;
  const sentMs = readReset(response?.headers?.get("date") ?? "", timeMs);
  const afterMs = Number.isNaN(sentMs) ? dateMs : Math.min(dateMs, endMs + dateMs - sentMs);
  return afterMs - DATE_MS;
};

/** The clauses that document a Retry-After header: of an error's code, of an endpoint's status, of the rate limits. */
export interface RetryAfterClauses {
  find(endpoint: string | undefined, status: number, code: string | undefined): Citation | undefined;
}

const isRetryAfter = (name: string): boolean => name.toLowerCase() === "retry-after";

/** Compiles where the specification documents the header. */
export const compileRetryAfter = (specification: Specification): RetryAfterClauses => {
  const ofCodes = clausesOf(specification, "error-code.header").filter(
    ({ reason, parameters }) => reason === undefined && isRetryAfter(parameters.name),
  );
  const ofEndpoints = new Map(
    documentedEndpoints(specification).map((endpoint) => [
      endpoint.path,
      clausesOfEndpoint(specification, "response.header", endpoint).filter(
        ({ reason, parameters }) => reason === undefined && isRetryAfter(parameters.name),
      ),
    ]),
  );
  const ofLimits = clausesOf(specification, "rate-limit.header").find(
    ({ reason, parameters }) => reason === undefined && isRetryAfter(parameters.name),
  );
  const refused = clausesOf(specification, "rate-limit.exceeded-response")[0]?.parameters.status ?? 429;
  return {
    find: (endpoint, status, code) =>
      ofCodes.find(
        ({ parameters }) => parameters.status === status && (code === undefined || parameters.code === code),
      ) ??
      ofEndpoints.get(endpoint ?? "")?.find(({ parameters }) => parameters.status === status) ??
      (status === refused ? ofLimits : undefined),
  };
};
