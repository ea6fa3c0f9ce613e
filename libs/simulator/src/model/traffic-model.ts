import { clausesOf, type BodySchema, type RetryStrategy, type Specification } from "#spec";
import { endpointModels, type EndpointModel } from "./endpoint-model.ts";
import {
  catalogueOf,
  errorFormatModel,
  errorsOf,
  type ErrorFormatModel,
  type ErrorModel,
} from "./error-model.ts";
import { limitHeaders, limitsByEnvironment, type LimitHeaders, type LimitModel } from "./limit-model.ts";
import { replayModels, type ReplayModel } from "./replay-model.ts";
import { sequenceModels, type SequenceModel } from "./sequence-model.ts";
import { serviceLevelsOf, type ServiceLevelModel } from "./service-level-model.ts";
import { tokenModel, type TokenModel } from "./token-model.ts";
import { webhookModel, type WebhookModel } from "./webhook-model.ts";

/** A place where the API runs; without a name where the document lists no environments. */
export interface EnvironmentModel {
  name?: string;
  baseUrl: string;
  limits: LimitModel[];
  /** Undefined where it promises nothing. */
  serviceLevels?: ServiceLevelModel;
  /** Whether no credential of its own works elsewhere. */
  hasOwnCredentials: boolean;
}

/** An operation that the document names without defining it. */
export interface MentionedOperation {
  method: string;
  path: string;
}

/** All that traffic needs to know about a specification. */
export interface TrafficModel {
  specification: Specification;
  environments: EnvironmentModel[];
  endpoints: EndpointModel[];
  mentioned: MentionedOperation[];
  usageHeader?: { name: string; template: string };
  usageQuery?: string;
  token?: TokenModel;
  asksForHttps: boolean;
  recordsAuthenticationFailures: boolean;
  errorFormat?: ErrorFormatModel;
  catalogue: ErrorModel[];
  errors: Map<EndpointModel, ErrorModel[]>;
  /** What each error of the catalogue asks of its client. */
  strategies: Map<string, RetryStrategy>;
  /** How requests may be repeated, by endpoint. */
  replays: Map<EndpointModel, ReplayModel>;
  webhooks?: WebhookModel;
  sequences: SequenceModel[];
  limitHeaders: LimitHeaders;
  exceeded?: { status: number; body?: BodySchema };
}

const environmentModels = (specification: Specification): EnvironmentModel[] => {
  const bases = clausesOf(specification, "environment.base-url").map(({ parameters }) => parameters);
  const limits = limitsByEnvironment(
    specification,
    bases.length > 0 ? bases.map(({ environment }) => environment) : [""],
  );
  if (bases.length === 0)
    return [{ baseUrl: "https://api.example.net", limits: limits.get("") ?? [], hasOwnCredentials: false }];
  const separate = clausesOf(specification, "environment.separate-credentials").map(
    ({ parameters: { environment } }) => environment,
  );
  return bases.map(({ environment, url }) => ({
    name: environment,
    baseUrl: url.replace(/\/$/, ""),
    limits: limits.get(environment) ?? [],
    serviceLevels: serviceLevelsOf(specification, environment),
    hasOwnCredentials: separate.includes(environment),
  }));
};

const mentionedOperations = (
  specification: Specification,
  endpoints: readonly EndpointModel[],
): MentionedOperation[] => {
  const operations = clausesOf(specification, "rate-limit").flatMap(({ parameters: { endpoint } }) =>
    endpoint === undefined ? [] : [{ method: endpoint.method ?? "GET", path: endpoint.path }],
  );
  return operations.filter(
    ({ method, path }) =>
      method === "GET" && !endpoints.some((known) => known.method === method && known.path === path),
  );
};

/** Reads a specification's clauses into what traffic needs. */
export const trafficModel = (specification: Specification): TrafficModel => {
  const usageHeader = clausesOf(specification, "authentication.usage-header")[0]?.parameters;
  const endpoints = endpointModels(specification, usageHeader?.name);
  const catalogue = catalogueOf(specification);
  return {
    specification,
    environments: environmentModels(specification),
    endpoints,
    mentioned: mentionedOperations(specification, endpoints),
    usageHeader,
    usageQuery: clausesOf(specification, "authentication.usage-query")[0]?.parameters.name,
    token: tokenModel(specification),
    asksForHttps: clausesOf(specification, "authentication.https").length > 0,
    recordsAuthenticationFailures: clausesOf(specification, "authentication").length > 0,
    errorFormat: errorFormatModel(specification),
    catalogue,
    errors: new Map(endpoints.map((endpoint) => [endpoint, errorsOf(specification, endpoint, catalogue)])),
    strategies: new Map(
      clausesOf(specification, "error-code.retry").map(({ parameters: { code, strategy } }) => [
        code,
        strategy,
      ]),
    ),
    replays: replayModels(specification, endpoints),
    webhooks: webhookModel(specification),
    sequences: sequenceModels(specification),
    limitHeaders: limitHeaders(specification),
    exceeded: clausesOf(specification, "rate-limit.exceeded-response")[0]?.parameters,
  };
};
