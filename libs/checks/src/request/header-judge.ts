import type { Headers } from "#observation";
import type { ClauseOf, HeaderFormat, JsonSchema } from "#spec";
import type { Finding } from "../engine/finding.ts";
import { isCredential } from "../schema/credential.ts";
import { shownValue } from "../schema/shown-value.ts";
import { compileValidator } from "../schema/validator.ts";
import { HEADER_INVALID, HEADER_MISSING } from "./rules.ts";

/** Judges one documented header. */
export type HeaderJudge = (headers: Headers) => Finding | undefined;

/** Compares values with what was documented; the expectation when it does not fit. */
type ValueJudge = (value: string) => string | undefined;

/** A media type without its parameters, in lower case. */
export const mediaTypeOf = (value: string): string => value.split(";", 1)[0]!.trim().toLowerCase();

const literalJudge = (literal: string, isMediaType: boolean): ValueJudge => {
  const wanted = isMediaType ? mediaTypeOf(literal) : literal;
  return (value) =>
    value === literal || (isMediaType ? mediaTypeOf(value) : value.trim()) === wanted ? undefined : literal;
};

/** `Accept` lists ranges of media types; one of them must take in the documented type. */
const acceptJudge = (literal: string): ValueJudge => {
  const wanted = mediaTypeOf(literal);
  const ranges = new Set([wanted, wanted.replace(/\/.*/, "/*"), "*/*"]);
  return (value) => (value.split(",").some((range) => ranges.has(mediaTypeOf(range))) ? undefined : literal);
};

/** A header that was sent twice comes as one, joined by commas: then each of its values may fit. */
const eachValue =
  (judge: ValueJudge): ValueJudge =>
  (value) => {
    const expected = judge(value);
    if (expected === undefined || !value.includes(",")) return expected;
    return value.split(",").every((part) => judge(part.trim()) === undefined) ? undefined : expected;
  };

const isNumeric = (schema: JsonSchema): boolean =>
  [schema["type"]].flat().some((type) => type === "number" || type === "integer");

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

const schemaJudge = (schema: JsonSchema): ValueJudge => {
  const validator = compileValidator(schema);
  const numeric = isNumeric(schema);
  const isFlag = schema["type"] === "boolean";
  return (text) => {
    const value =
      numeric && NUMBER.test(text) ? Number(text) : isFlag && /^(?:true|false)$/i.test(text) ? true : text;
    if (validator.accepts(value)) return undefined;
    return validator.problems(value)[0]?.expected;
  };
};

const valueJudge = (key: string, format: HeaderFormat): ValueJudge | undefined => {
  if (format.form === "any") return undefined;
  if (format.form === "schema") return eachValue(schemaJudge(format.schema));
  return key === "accept" && format.mediaType
    ? acceptJudge(format.value)
    : eachValue(literalJudge(format.value, format.mediaType));
};

/** Compiles one header; throws where its schema is none. */
export const compileHeaderJudge = (clause: ClauseOf<"request.header">): HeaderJudge => {
  const { name, required, format } = clause.parameters;
  const key = name.toLowerCase();
  const judgeValue = valueJudge(key, format);
  const severity = clause.contradictedBy ? ("info" as const) : undefined;
  return (headers) => {
    const value = headers.get(key)?.trim();
    if (value === undefined) {
      if (!required) return undefined;
      return {
        rule: HEADER_MISSING,
        clause,
        severity,
        message: `The header ${name} is missing; the specification requires it`,
        evidence: { expected: "present", header: name },
      };
    }
    const expected = judgeValue?.(value);
    if (expected === undefined || isCredential(value)) return undefined;
    const actual = shownValue(value, `/${key}`);
    return {
      rule: HEADER_INVALID,
      clause,
      severity,
      message: `The header ${name} is ${JSON.stringify(actual)}; the specification asks for ${expected}`,
      evidence: { expected, actual, header: name },
    };
  };
};
