import { clausesOf, type Clause, type ClauseOf, type Specification } from "#spec";
import { compileScenario } from "../scenario/matcher.ts";
import { arrowNames } from "./arrow-names.ts";
import { placeFor } from "./places.ts";
import type { Match, Selector } from "./selector.ts";
import {
  bodyOf,
  byClient,
  captured,
  ERROR,
  exchanges,
  labelOf,
  limited,
  only,
  status,
  SUCCESS,
  TOKEN,
  type Scope,
} from "./selectors.ts";
import { webhookSelector } from "./webhook-selectors.ts";

/**
 * Compiles by which traffic each clause is exercised: from what minutes measure anyway, so that nothing is counted a
 * clause. Undefined for what traffic never shows.
 */
export const compileExercise = (specification: Specification): ((clause: Clause) => Selector | undefined) => {
  const endpoints = clausesOf(specification, "endpoint");
  const documented: Scope = { endpoints: endpoints.map(({ parameters }) => labelOf(parameters)) };
  const guarded: Scope = {
    endpoints: endpoints
      .filter(({ parameters: { open } }) => !open)
      .map(({ parameters }) => labelOf(parameters)),
  };
  const arrows = arrowNames(specification);
  const scenarios = clausesOf(specification, "scenario");
  const byPath = new Map(specification.clauses.map((clause) => [clause.path, clause]));

  const ofCode = (
    kind: "error-code" | "client-error-code",
    code: string,
    value: number,
    scope: Scope,
  ): Selector => {
    const more = status(value);
    const body: Match = { kind: "response-body", ...scope, ...more };
    const clients: Match = { kind: "client-exchange", ...scope, ...more };
    return {
      seen: [{ kind, ...scope, names: [code] }],
      possible: { kind: "exchange", ...scope, ...more },
      captured: kind === "error-code" ? [body] : [body, clients],
    };
  };

  const ofScenario = (clause: ClauseOf<"scenario">): Selector | undefined => {
    if ("unobservable" in compileScenario(specification, clause)) return undefined;
    const { endpoint } = clause.parameters;
    return {
      seen: [{ kind: "scenario", names: [clause.path] }],
      possible: { kind: "exchange", ...(endpoint ? { endpoints: [labelOf(endpoint)] } : documented) },
    };
  };

  const ofKeyword = ({
    parameters: { owner: path, pointer },
  }: ClauseOf<"body.keyword">): Selector | undefined => {
    const owner = byPath.get(path);
    const base = owner && exercisedBy(owner);
    const body = owner && bodyOf(owner);
    const place = body && placeFor(body.schema, pointer);
    if (!base || place === undefined) return base;
    const samples: Match = { kind: "sample", names: [path] };
    return {
      seen: [{ kind: "member", endpoints: [path], names: [place] }],
      possible: base.possible,
      captured: [...(base.captured ?? []), samples],
      samples,
    };
  };

  const exercisedBy = (clause: Clause): Selector | undefined => {
    switch (clause.kind) {
      case "authentication":
      case "authentication.usage-query":
        return exchanges(guarded);
      case "authentication.usage-header":
        return captured("request-headers", guarded);
      case "authentication.https":
        return captured("scheme", documented);
      case "authentication.log-failures":
        return only({ kind: "exchange", statuses: [401, 401] });
      case "authentication.token-endpoint":
        return exchanges(TOKEN);
      case "authentication.token-content-type":
        return captured("request-headers", TOKEN);
      case "authentication.token-request":
        return captured("request-body", TOKEN);
      case "authentication.token-response":
        return captured("response-body", TOKEN, { statuses: SUCCESS });
      case "authentication.refresh-threshold":
      case "authentication.token-caching":
        return byClient(TOKEN);
      case "authentication.token-retries":
      case "authentication.token-retry-delay":
        return byClient(TOKEN, { statuses: ERROR, failures: true });
      case "endpoint":
        return exchanges({ endpoints: [labelOf(clause.parameters)] });
      case "request.header":
        return captured("request-headers", { endpoints: [labelOf(clause.parameters.endpoint)] });
      case "request.body":
        return captured("request-body", { endpoints: [labelOf(clause.parameters.endpoint)] });
      case "response.status": {
        const { endpoint, status: value } = clause.parameters;
        return only({ kind: "exchange", endpoints: [labelOf(endpoint)], ...status(value) });
      }
      case "response.status-range": {
        const { endpoint, from, to } = clause.parameters;
        return only({ kind: "exchange", endpoints: [labelOf(endpoint)], statuses: [from, to] });
      }
      case "response.header": {
        const { endpoint, status: value } = clause.parameters;
        return captured("response-headers", { endpoints: [labelOf(endpoint)] }, status(value));
      }
      case "response.body": {
        const { endpoint, status: value, errorCode } = clause.parameters;
        const scope = { endpoints: [labelOf(endpoint)] };
        return errorCode === undefined
          ? captured("response-body", scope, status(value))
          : ofCode("error-code", errorCode, value, scope);
      }
      case "body.keyword":
        return ofKeyword(clause);
      case "error-format":
        return captured("response-body", documented, { statuses: ERROR });
      case "error-code":
        return ofCode("error-code", clause.parameters.code, clause.parameters.status, {});
      case "error-code.header": {
        const { code, status: value } = clause.parameters;
        const header = captured("response-headers", documented, status(value));
        return { ...header, seen: [...header.seen, { kind: "error-code", names: [code] }] };
      }
      case "error-code.retry":
        return ofCode("client-error-code", clause.parameters.code, clause.parameters.status, {});
      case "rate-limit":
        return byClient(limited(clause.parameters));
      case "rate-limit.burst":
        return byClient({});
      case "rate-limit.header":
        return captured("response-headers", documented);
      case "rate-limit.exceeded-response": {
        const { status: value, body } = clause.parameters;
        return body
          ? captured("response-body", documented, status(value))
          : only({ kind: "exchange", ...documented, ...status(value) });
      }
      case "environment.base-url":
        return exchanges({ environment: clause.parameters.environment });
      case "environment.rate-limits":
        return byClient({ environment: clause.parameters.environment });
      case "environment.separate-credentials":
        return captured("request-headers", { environment: clause.parameters.environment });
      case "environment.objective": {
        const { environment } = clause.parameters;
        const names = [clause.path];
        const counted: Match = { kind: "objective", names, environment };
        return { seen: [counted], possible: counted };
      }
      case "environment.maintenance":
        return only({ kind: "apart", environment: clause.parameters.environment });
      case "scenario":
        return ofScenario(clause);
      case "idempotency.replay": {
        const owner = scenarios.find(({ path }) => clause.path.startsWith(`${path}.`));
        return owner && exercisedBy(owner);
      }
      case "sequence":
        return only({
          kind: "interaction",
          names: [...arrows].flatMap(([path, name]) => (path.startsWith(`${clause.path}.`) ? [name] : [])),
        });
      case "sequence.arrow":
        return only({ kind: "interaction", names: [arrows.get(clause.path) ?? ""] });
      case "statement":
        return undefined;
      default:
        return webhookSelector(clause);
    }
  };
  return exercisedBy;
};
