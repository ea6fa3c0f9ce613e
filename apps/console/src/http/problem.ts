import { HttpException } from "@nestjs/common";

/** One parameter that cannot be used, and why. */
export interface BadParameter {
  parameter: string;
  message: string;
}

/** A refusal for people: what is wrong and what to do, with the parameters that caused it. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly detail: string,
    readonly errors?: readonly BadParameter[],
  ) {
    super(detail, status);
  }
}

/** RFC 9457's members of a response `application/problem+json`. */
export interface ProblemDetails {
  type: "about:blank";
  title: string;
  status: number;
  detail: string;
  errors?: readonly BadParameter[];
}
