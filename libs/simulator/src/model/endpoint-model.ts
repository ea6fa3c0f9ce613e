import { clausesOf, type BodySchema, type EndpointKey, type HeaderFormat, type Specification } from "#spec";

/** A header that a request carries. */
export interface RequestHeaderModel {
  name: string;
  required: boolean;
  format: HeaderFormat;
}

/** A documented body of a status, or of one error code of that status. */
interface ResponseBodyModel {
  status: number;
  errorCode?: string;
  body: BodySchema;
}

/** One endpoint with all that its block says. */
export interface EndpointModel {
  method: string;
  path: string;
  /** `POST /api/v1/orders`. */
  label: string;
  headers: RequestHeaderModel[];
  body?: BodySchema;
  statuses: number[];
  responseHeaders: { status: number; name: string }[];
  responses: ResponseBodyModel[];
}

/** The documented endpoints, in document order. */
export const endpointModels = (specification: Specification, usageHeader?: string): EndpointModel[] =>
  clausesOf(specification, "endpoint").map(({ parameters: { method, path } }) => {
    const mine = ({ parameters: { endpoint } }: { parameters: { endpoint: EndpointKey } }) =>
      endpoint.method === method && endpoint.path === path;
    return {
      method,
      path,
      label: `${method} ${path}`,
      headers: clausesOf(specification, "request.header")
        .filter(mine)
        .map(({ parameters: { name, required, format } }) => ({ name, required, format }))
        .filter(({ name }) => name.toLowerCase() !== usageHeader?.toLowerCase()),
      body: clausesOf(specification, "request.body").find(mine)?.parameters.body,
      statuses: clausesOf(specification, "response.status")
        .filter(mine)
        .map(({ parameters: { status } }) => status),
      responseHeaders: clausesOf(specification, "response.header")
        .filter(mine)
        .map(({ parameters: { status, name } }) => ({ status, name })),
      responses: clausesOf(specification, "response.body")
        .filter(mine)
        .map(({ parameters: { status, errorCode, body } }) => ({ status, errorCode, body })),
    };
  });

/** The lowest documented 2xx status; undefined where the block documents none. */
export const successStatus = (endpoint: EndpointModel): number | undefined =>
  endpoint.statuses.filter((status) => status >= 200 && status < 300).sort((one, other) => one - other)[0];

/** The documented body for a status and error code (none for a success). */
export const documentedBody = (
  endpoint: EndpointModel,
  status: number,
  errorCode?: string,
): BodySchema | undefined =>
  endpoint.responses.find((response) => response.status === status && response.errorCode === errorCode)?.body;
