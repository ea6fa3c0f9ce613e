import { createHash, createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileSpecification, type CompiledSpecification } from "#checks";
import { createJudge, type JudgeRecord } from "#judge";
import { createRedactor, createSignatureVerifier, type WebhookSecrets } from "#observation";
import { loadSpecification } from "#spec";
import type { Violation } from "#violation";

const FIXTURES = join(__dirname, "../fixtures");
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const redactor = createRedactor((text) => createHmac("sha256", "fixture").update(text).digest("hex"));

/** A fixture's file, as text. */
export const fixtureText = (name: string, file: string): string =>
  readFileSync(join(FIXTURES, name, file), "utf8");

/** Writes a fixture's file where there is none, as Jest does with snapshots: to renew one, delete it. */
export const keepFixture = (name: string, file: string, text: string): void => {
  const path = join(FIXTURES, name, file);
  if (!existsSync(path)) writeFileSync(path, text);
};

/** Specification files compiled as one. */
export const compiledFrom = (files: readonly { name: string; text: string }[]): CompiledSpecification =>
  compileSpecification(loadSpecification([...files], hash));

/** A fixture's specification, compiled. */
export const compiledFixture = (name: string): CompiledSpecification =>
  compiledFrom(
    readdirSync(join(FIXTURES, name))
      .filter((file) => /\.(md|ya?ml)$/.test(file))
      .sort()
      .map((file) => ({ name: file, text: fixtureText(name, file) })),
  );

/** A fixture's secrets, by environment. */
export const fixtureSecrets = (name: string): WebhookSecrets => ({
  common: new Map(Object.entries(JSON.parse(fixtureText(name, "secrets.json")) as Record<string, string[]>)),
  byIntegration: new Map(),
});

/** What a specification says about NDJSON; throws where a line cannot be judged. */
export const violationsIn = (
  compiled: CompiledSpecification,
  lines: string,
  secrets?: WebhookSecrets,
): Violation[] => {
  const texts = lines.split("\n").filter((line) => line !== "");
  return violationsOf(
    compiled,
    texts.map((text) => ({ text })),
    secrets,
  );
};

/** What a specification says about records; throws where one cannot be judged. */
export const violationsOf = (
  compiled: CompiledSpecification,
  records: readonly JudgeRecord[],
  secrets?: WebhookSecrets,
): Violation[] => {
  const violations: Violation[] = [];
  const judge = createJudge({
    revision: () => compiled,
    redactor,
    ...(secrets && {
      verifySignature: createSignatureVerifier(secrets, (algorithm, key, message) =>
        createHmac(algorithm, key).update(message).digest(),
      ),
    }),
    hash,
    fixed: true,
    settled: (violation) => violations.push(structuredClone(violation)),
  });
  judge.begin(compiled);
  for (const record of records) {
    const outcome = judge.take(record, () => undefined);
    if (outcome.kind !== "judged") throw new Error(`${JSON.stringify(outcome)}: ${record.text}`);
  }
  return [...violations, ...judge.openEpisodes()];
};
