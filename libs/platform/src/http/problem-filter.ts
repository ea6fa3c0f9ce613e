import type { ArgumentsHost, ExceptionFilter } from "@nestjs/common";
import { isUnreachable } from "../database/unreachable.ts";
import { Problem, sendProblem, type ProblemReply } from "./problem.ts";

interface Request {
  id: string;
  method: string;
  url: string;
}

const RETRY_SECONDS = 5;

/** The status of one of Nest's own exceptions, told by its form, so that the command line need not load Nest. */
const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && "getStatus" in error && typeof error.getStatus === "function"
    ? Number(error.getStatus())
    : undefined;

/** Answers every error as a problem, for `useGlobalFilters`; what nobody foresaw is logged under the request's id. */
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: (message: string, error: unknown) => void) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getResponse<ProblemReply>(), this.problemOf(error, http.getRequest<Request>()));
  }

  private problemOf(error: unknown, { id, method, url }: Request): Problem {
    if (error instanceof Problem) return error;
    const path = url.split("?", 1)[0];
    const status = statusOf(error);
    if (status === 404) return new Problem(404, `Nothing is served at ${method} ${path}.`);
    if (status !== undefined) return new Problem(status, (error as Error).message);
    if (isUnreachable(error))
      return new Problem(
        503,
        "The database cannot be reached at the moment. Try again in a few seconds.",
        {},
        RETRY_SECONDS,
      );
    this.log(`${method} ${path} failed (request ${id})`, error);
    return new Problem(500, `The request failed. Look for request ${id} in the log.`);
  }
}
