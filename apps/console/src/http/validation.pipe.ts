import { Injectable, type PipeTransform } from "@nestjs/common";
import type { z } from "zod";
import { Problem } from "#platform";

/** One parameter that cannot be used, and why. */
interface BadParameter {
  parameter: string;
  message: string;
}

const quote = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);

const askedFor = (issue: z.core.$ZodIssue, value: unknown): string => {
  if (issue.code === "invalid_value") return `one of ${issue.values.map(String).join(", ")} is expected`;
  if (issue.code !== "invalid_type") return issue.message;
  return Array.isArray(value) ? "it may be given once" : `${issue.expected} is expected`;
};

const badParameters = (issue: z.core.$ZodIssue, input: unknown): BadParameter[] => {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((parameter) => ({ parameter, message: `${parameter} is not a parameter here` }));
  const parameter = issue.path.join(".") || "body";
  const value = valueAt(input, issue.path);
  return [{ parameter, message: `${parameter} is ${quote(value)}; ${askedFor(issue, value)}` }];
};

/** Takes only what the schema allows; otherwise a 400 that names every bad parameter. */
@Injectable()
export class ValidationPipe<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(input: unknown): z.output<Schema> {
    const result = this.schema.safeParse(input ?? {});
    if (result.success) return result.data;
    const errors = result.error.issues.flatMap((issue) => badParameters(issue, input));
    throw new Problem(400, `${errors.map(({ message }) => message).join(". ")}.`, { errors });
  }
}
