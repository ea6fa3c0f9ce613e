import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from "@nestjs/common";
import { Problem } from "./problem.ts";

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: string): unknown;
}

const problemOf = (error: unknown): Problem | undefined => {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return new Problem(error.getStatus(), error.name, error.message);
  return undefined;
};

/** Answers every error as `application/problem+json`; what is no client's fault is logged and told without details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger("gateway");

  catch(error: unknown, host: ArgumentsHost): void {
    const problem =
      problemOf(error) ?? new Problem(500, "Internal error", "The gateway failed; nothing was taken.");
    if (problem.status === 500) this.logger.error(error);
    const { status, title, detail, details, retryAfterSeconds } = problem;
    const reply = host.switchToHttp().getResponse<Reply>();
    if (retryAfterSeconds !== undefined) reply.header("retry-after", String(retryAfterSeconds));
    if (status === 413) reply.header("connection", "close");
    reply
      .status(status)
      .header("content-type", "application/problem+json")
      .send(JSON.stringify({ type: "about:blank", title, status, detail, ...details }));
  }
}
