import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { ExchangeContext } from "../check.ts";
import { bodyValue } from "../engine/body-value.ts";
import { clausesOfEndpoint, documentedEndpoints } from "../engine/endpoint-clauses.ts";
import { isSuccess } from "../engine/finding.ts";
import { compileReplay, type KeysByScenario } from "./replays.ts";
import { compileSketch, type SketchedRequest } from "./sketched-request.ts";

/**
 * Whether an answered exchange that a scenario concerns passed (true) or failed (false) it; undefined: it was
 * none of it. `code` is the error code of its answer, where that is an error and carries one.
 */
export type ScenarioMatcher = (
  keys: KeysByScenario,
  context: ExchangeContext,
  code: string | undefined,
) => boolean | undefined;

/** How a scenario is told: by which endpoints' exchanges, and by which answers. */
export interface ObservableScenario {
  concerns(called: ClauseOf<"endpoint">): boolean;
  /** `errors`: answers from 400 on; `others`: those below. */
  answers: "errors" | "others" | "all";
  matches: ScenarioMatcher;
}

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
): ObservableScenario | { unobservable: string } => {
  const { endpoint, statuses, errorCode, responseContains } = scenario.parameters;
  const replay = compileReplay(specification, scenario);
  if (replay) return { concerns: () => true, answers: "others", matches: replay };
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
  const isExpected = (status: number): boolean => statuses.length === 0 || statuses.includes(status);

  const error: ScenarioMatcher = (_, { exchange: { response } }, code) => {
    const fits = isExpected(response!.status);
    if (errorCode !== undefined) return code === errorCode ? fits : undefined;
    return fits ? true : undefined;
  };
  const sketched: ScenarioMatcher = (_, { endpoint: called, exchange: { request, response } }, code) => {
    const { status } = response!;
    const body = says(status) ? bodyValue(request.body) : undefined;
    if (body === undefined || !sketches.get(called!.path)!(body)) return undefined;
    if (status >= 400 && errorCode !== undefined && code === undefined) return undefined;
    return isExpected(status) && (errorCode === undefined || code === errorCode);
  };
  const success: ScenarioMatcher = (_, { exchange: { response } }) => {
    const { status } = response!;
    if (!isSuccess(status)) return undefined;
    if (!isExpected(status)) return elsewhere.has(status) ? undefined : false;
    const value = bodyValue(response!.body);
    return value === undefined && responseContains.length > 0
      ? undefined
      : containsAll(value ?? {}, responseContains);
  };
  const concerns = ({ parameters: { method, path } }: ClauseOf<"endpoint">): boolean =>
    !endpoint || (endpoint.method === method && endpoint.path === path);
  if (!expectsError) return { concerns, answers: "others", matches: success };
  if (!scenario.parameters.sketch) return { concerns, answers: "errors", matches: error };
  return { concerns: ({ path }) => sketches.has(path), answers: "all", matches: sketched };
};
