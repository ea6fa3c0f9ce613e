import { STATUS_CODES } from "node:http";

/** A request that is refused, as its client reads it (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** What is wrong and what to do, for people. */
    readonly detail: string,
    /** What a program needs beyond RFC 9457's own members. */
    readonly members: Readonly<Record<string, unknown>> = {},
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }
}

/** The part of a Fastify reply that a problem needs. */
export interface ProblemReply {
  status(code: number): ProblemReply;
  header(name: string, value: string): ProblemReply;
  send(body: string): unknown;
}

/** Answers with a problem as `application/problem+json`. A request that is too large is not read to its end. */
export const sendProblem = (reply: ProblemReply, problem: Problem): void => {
  const { status, detail, members, retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) reply.header("retry-after", String(retryAfterSeconds));
  if (status === 413) reply.header("connection", "close");
  const title = STATUS_CODES[status] ?? "Error";
  reply
    .status(status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .send(JSON.stringify({ type: "about:blank", title, status, detail, ...members }));
};
