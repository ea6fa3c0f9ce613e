import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import { Logger } from "@nestjs/common";
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import { AccessGuard, foreignRequest, type Gate } from "#access";
import { Problem, ProblemFilter, sendProblem } from "#platform";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { serveOpenApi } from "./open-api.ts";

const HEADERS = {
  "content-security-policy": contentSecurityPolicy(),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/**
 * Makes an application safe to open: routes are for whom they say, by the gate; while that is open, foreign hosts and
 * origins are refused. Every answer has its security headers, errors are problem details, the pages' files and
 * `/api/openapi.json` are served. Call it once, before `init` or `listen`.
 */
export const prepareHttp = async (
  app: NestFastifyApplication,
  webRoot: string,
  gate: Gate,
): Promise<void> => {
  const server = app.getHttpAdapter().getInstance();
  server.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
    const refusal = (await gate.isOpen()) ? foreignRequest(request.headers) : undefined;
    if (refusal === undefined) return;
    sendProblem(reply, new Problem(403, refusal));
    return reply;
  });
  app.useGlobalGuards(new AccessGuard(gate));
  const logger = new Logger("http");
  app.useGlobalFilters(new ProblemFilter((message, error) => logger.error(message, error)));
  if (existsSync(webRoot))
    await app.register(fastifyStatic, {
      root: webRoot,
      wildcard: false,
      index: false,
      setHeaders: (reply, path) => {
        if (path.includes("/assets/")) reply.header("cache-control", "public, max-age=31536000, immutable");
      },
    });
  serveOpenApi(app);
};
