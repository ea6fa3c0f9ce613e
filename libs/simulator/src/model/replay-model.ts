import { clausesOf, type Specification } from "#spec";
import { documentedBody, successStatus, type EndpointModel } from "./endpoint-model.ts";

/** How a request to an endpoint may be repeated. */
export interface ReplayModel {
  /** The header that carries the key. */
  header: string;
  /** The status of a replay's answer, where the document says one. */
  status?: number;
  /** The member of the success body that names what the request made. */
  idMember?: string;
  /** An error by which a replay may be refused. */
  conflict?: { code: string; status: number };
}

const CONFLICT_STATUS = 409;

const replayModel = (specification: Specification, endpoint: EndpointModel): ReplayModel | undefined => {
  const scenario = clausesOf(specification, "idempotency.replay")
    .map(({ parameters }) => parameters)
    .find(
      (replay) =>
        (replay.endpoint?.path ?? endpoint.path) === endpoint.path &&
        (replay.endpoint?.method ?? endpoint.method) === endpoint.method,
    );
  const header = endpoint.headers.find(({ name }) =>
    scenario?.header === undefined
      ? /idempot/i.test(name)
      : name.toLowerCase() === scenario.header.toLowerCase(),
  )?.name;
  if (header === undefined) return undefined;
  const properties = documentedBody(endpoint, successStatus(endpoint) ?? 0)?.schema.properties;
  const code = endpoint.responses.find(({ status }) => status === CONFLICT_STATUS)?.errorCode;
  return {
    header,
    status: scenario?.status,
    idMember: Object.keys(properties ?? {}).find((name) => /^id$|_id$/.test(name)),
    conflict: code === undefined ? undefined : { code, status: CONFLICT_STATUS },
  };
};

/** The endpoints that document a key against duplicates. */
export const replayModels = (
  specification: Specification,
  endpoints: readonly EndpointModel[],
): Map<EndpointModel, ReplayModel> => {
  const models = new Map<EndpointModel, ReplayModel>();
  for (const endpoint of endpoints) {
    const model = replayModel(specification, endpoint);
    if (model) models.set(endpoint, model);
  }
  return models;
};
