import type { IncomingMessage } from "node:http";

/** Marks a route whose body is left to its controller, whatever its content type. */
export const RAW_ROUTE = { raw: true } as const;

const RAW_TYPE = "application/vnd.clausewatch.raw";
const contentTypes = new WeakMap<IncomingMessage, string>();

/** The part of a Fastify request that a raw route uses. */
export interface RawRequest {
  raw: IncomingMessage;
  routeOptions: { config?: { raw?: boolean } };
}

/** The part of a Fastify instance that raw routes need. */
export interface RawRouteHost {
  addHook(name: "onRequest", hook: (request: RawRequest, reply: unknown, done: () => void) => void): unknown;
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: unknown, done: (error: null) => void) => void,
  ): unknown;
}

/**
 * Lets controllers read the bodies of raw routes themselves. Fastify chooses a parser by content type, not by route;
 * so these requests carry a type of their own until they reach their controller.
 */
export const enableRawRoutes = (fastify: RawRouteHost): void => {
  fastify.addContentTypeParser(RAW_TYPE, (_request, _payload, done) => done(null));
  fastify.addHook("onRequest", ({ raw, routeOptions }, _reply, done) => {
    if (routeOptions.config?.raw) {
      contentTypes.set(raw, raw.headers["content-type"] ?? "");
      raw.headers["content-type"] = RAW_TYPE;
    }
    done();
  });
};

/** The content type that the client of a raw route sent; empty when it sent none. */
export const contentTypeOf = (raw: IncomingMessage): string => contentTypes.get(raw) ?? "";
