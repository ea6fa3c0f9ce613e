import { Module, type DynamicModule } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import {
  nestLogger,
  Problem,
  sendProblem,
  type ProblemReply,
  type Configuration,
  type Logger,
  type Shutdown,
} from "#platform";
import type { Gate } from "#access";
import { prepareHttp } from "../../console/src/index.ts";
import { portInUse } from "./refuse-used-port.ts";

@Module({})
class ServicesModule {}

/** Serves the modules on the configured address, and returns it as a URL. */
export const serveHttp = async (
  imports: DynamicModule[],
  webRoot: string,
  gate: Gate,
  configuration: Configuration,
  logger: Logger,
  shutdown: Shutdown,
): Promise<string> => {
  const { host, port } = configuration;
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: ServicesModule, imports },
    new FastifyAdapter({
      trustProxy: false,
      forceCloseConnections: true,
      frameworkErrors: (error: Error, _request: unknown, reply: object) =>
        sendProblem(reply as ProblemReply, new Problem(400, `${error.message}.`)),
    }),
    { logger: nestLogger(logger), abortOnError: false },
  );
  await prepareHttp(app, webRoot, gate);
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw portInUse(configuration);
  }
  shutdown.add("HTTP server", () => app.close());
  const address = app.getHttpServer().address();
  const actual = typeof address === "object" && address ? address.port : port;
  return `http://${host.includes(":") ? `[${host}]` : host}:${actual}`;
};
