import { clausesOf, type BodySchema, type Specification } from "#spec";
import type { EndpointModel } from "./endpoint-model.ts";

/** An error code with the status it comes with. */
export interface ErrorModel {
  code: string;
  status: number;
}

/** What every error body must look like. */
export interface ErrorFormatModel {
  body: BodySchema;
  codePointer: string;
}

export const errorFormatModel = (specification: Specification): ErrorFormatModel | undefined =>
  clausesOf(specification, "error-format")[0]?.parameters;

export const catalogueOf = (specification: Specification): ErrorModel[] =>
  clausesOf(specification, "error-code").map(({ parameters: { code, status } }) => ({ code, status }));

/** Errors that an endpoint may answer: its own examples', the catalogue's, and the scenarios'. */
export const errorsOf = (
  specification: Specification,
  endpoint: EndpointModel,
  catalogue: readonly ErrorModel[],
): ErrorModel[] => {
  const own = endpoint.responses.flatMap(({ status, errorCode }) =>
    errorCode === undefined ? [] : [{ code: errorCode, status }],
  );
  const expected = clausesOf(specification, "scenario").flatMap(({ parameters }) =>
    parameters.errorCode !== undefined && (parameters.endpoint?.path ?? endpoint.path) === endpoint.path
      ? parameters.statuses.map((status) => ({ code: parameters.errorCode!, status }))
      : [],
  );
  const known = new Map<string, ErrorModel>();
  for (const error of [...catalogue, ...own, ...expected])
    if (!known.has(error.code)) known.set(error.code, error);
  return [...known.values()];
};

/** The code by which the endpoint's own 400 example rejects an invalid request. */
export const rejectionOf = (endpoint: EndpointModel): ErrorModel | undefined => {
  const example = endpoint.responses.find(
    ({ status, errorCode }) => status === 400 && errorCode !== undefined,
  );
  return example?.errorCode === undefined ? undefined : { code: example.errorCode, status: 400 };
};
