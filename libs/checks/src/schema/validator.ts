import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject, Options, ValidateFunction } from "ajv/dist/2020.js";
import type { JsonSchema } from "#spec";
import { speaksOfCredential } from "./credential.ts";
import { hasDecimalPlaces } from "./decimal-places.ts";
import { FORMAT_TESTS } from "./formats/formats.ts";
import { hasUniqueItems } from "./unique-items.ts";
import { compilePattern } from "./pattern.ts";
import { describeProblem } from "./problem.ts";
import type { Problem } from "./problem.ts";

/** Judges values by one schema. */
export interface Validator {
  /** Stops at the first problem: for the way most values go. */
  accepts(value: unknown): boolean;
  /** Every problem but those of a credential's text, at most twenty; run only on values that are not accepted. */
  problems(value: unknown): Problem[];
}

const MAX_PROBLEMS = 20;

const regExp = Object.assign((pattern: string) => compilePattern(pattern) as RegExp, {
  code: "compilePattern",
});

const createAjv = (options: Options): Ajv2020 => {
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    messages: false,
    addUsedSchema: false,
    multipleOfPrecision: 9,
    code: { regExp },
    formats: FORMAT_TESTS,
    ...options,
  });
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    validate: hasUniqueItems,
    errors: false,
  });
  ajv.addKeyword({
    keyword: "decimalPlaces",
    type: ["number", "string"],
    schemaType: "number",
    validate: hasDecimalPlaces,
    errors: false,
  });
  return ajv;
};

let first: Ajv2020 | undefined;
let all: Ajv2020 | undefined;

const compileWith = (ajv: Ajv2020, schema: JsonSchema): ValidateFunction => {
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema);
  }
};

const ALTERNATIVES = new Set(["anyOf", "oneOf", "not", "contains"]);

/** Alternatives that all failed are one problem, not one for each branch. */
const withoutBranches = (errors: readonly ErrorObject[]): ErrorObject[] => {
  const wholes = errors.filter(({ keyword }) => ALTERNATIVES.has(keyword));
  const isBranch = (error: ErrorObject): boolean =>
    wholes.some(
      (whole) =>
        whole !== error &&
        error.schemaPath.startsWith(`${whole.schemaPath}/`) &&
        error.instancePath.startsWith(whole.instancePath),
    );
  return errors.filter((error) => error.keyword !== "if" && !isBranch(error));
};

const compile = (schema: JsonSchema): Validator => {
  const validate = compileWith((first ??= createAjv({ allErrors: false })), schema);
  let validateAll: ValidateFunction | undefined;
  return {
    accepts: (value) => validate(value),
    problems(value) {
      validateAll ??= compileWith((all ??= createAjv({ allErrors: true, verbose: true })), schema);
      if (validateAll(value)) return [];
      const errors = withoutBranches((validateAll.errors ?? []).slice(0, 10 * MAX_PROBLEMS));
      return errors
        .filter(({ keyword, instancePath, data }) => !speaksOfCredential(keyword, instancePath, data))
        .slice(0, MAX_PROBLEMS)
        .map((error) => describeProblem(error));
    },
  };
};

const MAX_KEPT = 4_000;
const kept = new Map<string, Validator>();

/** Compiles a schema, or finds the validator of an equal one; throws where it is no schema. */
export const compileValidator = (schema: JsonSchema): Validator => {
  const text = JSON.stringify(schema);
  let validator = kept.get(text);
  if (!validator) {
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(text, (validator = compile(schema)));
  }
  return validator;
};
