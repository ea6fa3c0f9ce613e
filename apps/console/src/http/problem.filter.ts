import { STATUS_CODES } from "node:http";
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from "@nestjs/common";
import { isUnreachable } from "./database-errors.ts";
import { Problem, type ProblemDetails } from "./problem.ts";

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

const details = (status: number, detail: string, problem?: Problem): ProblemDetails => ({
  type: "about:blank",
  title: STATUS_CODES[status] ?? "Error",
  status,
  detail,
  ...(problem?.errors && { errors: problem.errors }),
});

/** Answers every error as RFC 9457 problem details; what nobody foresaw is logged under the request's id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger("console");

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<Reply>();
    const body = this.describe(error, http.getRequest<{ id: string; method: string; url: string }>());
    if (body.status === 503) reply.header("retry-after", "5");
    reply.status(body.status).header("content-type", "application/problem+json; charset=utf-8");
    reply.send(JSON.stringify(body));
  }

  private describe(error: unknown, request: { id: string; method: string; url: string }): ProblemDetails {
    if (error instanceof Problem) return details(error.getStatus(), error.detail, error);
    const path = request.url.split("?", 1)[0];
    if (error instanceof HttpException) {
      const status = error.getStatus();
      return details(
        status,
        status === 404 ? `Nothing is served at ${request.method} ${path}.` : error.message,
      );
    }
    if (isUnreachable(error))
      return details(503, "The database cannot be reached at the moment. Try again in a few seconds.");
    this.logger.error(`${request.method} ${path} failed (request ${request.id})`, error);
    return details(500, `The request failed. Look for request ${request.id} in the log.`);
  }
}
