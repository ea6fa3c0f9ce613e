import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { ExchangeContext } from "../check.ts";
import { bodyValue } from "../engine/body-value.ts";
import { clausesOfEndpoint, documentedEndpoints } from "../engine/endpoint-clauses.ts";
import { isSuccess } from "../engine/finding.ts";
import { compileErrorCodeReader } from "../error/error-code-reader.ts";
import { compileReplay } from "./replays.ts";
import { compileSketch, type SketchedRequest } from "./sketched-request.ts";

/** Whether an exchange passed (true) or failed (false) a scenario; undefined: it was none of it. */
export type ScenarioMatcher = (keys: Set<string>, context: ExchangeContext) => boolean | undefined;

/** Answers that say nothing about what the scenario asked: who called, how often, and whether anything works. */
const says = (status: number): boolean => status < 500 && status !== 401 && status !== 403 && status !== 429;

const containsAll = (value: unknown, members: readonly string[]): boolean =>
  typeof value === "object" && value !== null && members.every((member) => Object.hasOwn(value, member));

const sketchesOf = (
  specification: Specification,
  { parameters: { sketch, endpoint } }: ClauseOf<"scenario">,
): Map<string, SketchedRequest> => {
  const sketches = new Map<string, SketchedRequest>();
  if (!sketch) return sketches;
  for (const documented of documentedEndpoints(specification)) {
    const { method, path } = documented.parameters;
    if (endpoint && (endpoint.method !== method || endpoint.path !== path)) continue;
    const body = clausesOfEndpoint(specification, "request.body", documented)[0];
    const compiled = body && compileSketch(body.parameters.body.schema, sketch);
    if (compiled) sketches.set(documented.path, compiled);
  }
  return sketches;
};

/** Compiles how a scenario is told in traffic, or says why it cannot be. */
export const compileScenario = (
  specification: Specification,
  scenario: ClauseOf<"scenario">,
): { matches: ScenarioMatcher } | { unobservable: string } => {
  const { endpoint, statuses, errorCode, responseContains } = scenario.parameters;
  const replay = compileReplay(specification, scenario);
  if (replay) return { matches: replay };
  if (statuses.length === 0 && errorCode === undefined)
    return { unobservable: "it expects neither a status nor an error code" };
  const expectsError = errorCode !== undefined || statuses.every((status) => status >= 400);
  const endpoints = clausesOf(specification, "endpoint");
  if (
    endpoint &&
    !endpoints.some(
      ({ parameters: { method, path } }) => method === endpoint.method && path === endpoint.path,
    )
  )
    return { unobservable: `${endpoint.method} ${endpoint.path} is not defined by the specification` };
  if (!expectsError && !endpoint) return { unobservable: "it names no request" };

  const elsewhere = new Set(
    [
      clausesOf(specification, "scenario").flatMap(({ parameters }) => parameters.statuses),
      clausesOf(specification, "response.status").map(({ parameters }) => parameters.status),
    ].flat(),
  );
  const sketches = sketchesOf(specification, scenario);
  const codeOf = compileErrorCodeReader(specification);
  const isExpected = (status: number): boolean => statuses.length === 0 || statuses.includes(status);

  const error: ScenarioMatcher = (_, { endpoint: called, exchange: { request, response } }) => {
    if (!response) return undefined;
    const code = response.status >= 400 ? codeOf(bodyValue(response.body)) : undefined;
    const fits = isExpected(response.status) && (errorCode === undefined || code === errorCode);
    const sketched = sketches.get(called!.path);
    if (sketched) {
      const body = bodyValue(request.body);
      if (body === undefined || !sketched(body) || !says(response.status)) return undefined;
      return response.status >= 400 && errorCode !== undefined && code === undefined ? undefined : fits;
    }
    if (scenario.parameters.sketch) return undefined;
    if (errorCode !== undefined) return code === errorCode ? fits : undefined;
    return fits ? true : undefined;
  };
  const success: ScenarioMatcher = (_, { exchange: { response } }) => {
    if (!response || !isSuccess(response.status)) return undefined;
    if (!isExpected(response.status)) return elsewhere.has(response.status) ? undefined : false;
    const value = bodyValue(response.body);
    return value === undefined && responseContains.length > 0
      ? undefined
      : containsAll(value ?? {}, responseContains);
  };
  const matches = expectsError ? error : success;
  return {
    matches(keys, context) {
      if (!context.endpoint || context.tokenRequest) return undefined;
      const { method, path } = context.endpoint.parameters;
      if (endpoint && (endpoint.method !== method || endpoint.path !== path)) return undefined;
      return matches(keys, context);
    },
  };
};
