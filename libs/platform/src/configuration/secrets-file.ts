import { readFileSync } from "node:fs";
import { messageOf, UserError } from "../errors.ts";

type ByEnvironment = Map<string, string[]>;

/** The secrets that verify webhooks, several of one environment during a rotation. */
export interface SecretsFile {
  /** For every integration, by environment. */
  common: ByEnvironment;
  /** By the integration's id, then by environment. */
  byIntegration: Map<string, ByEnvironment>;
}

type Members = Readonly<Record<string, unknown>>;

const WANTED = 'is a list of secrets, such as ["the new one", "the old one"]';
const HINT =
  'It holds secrets by environment, {"production": ["…"]}, or such objects by the integration\'s id.';

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const secretsOf = (value: unknown, place: string, problems: string[]): string[] => {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) problems.push(`${place} names no secret`);
  return list.flatMap((secret, at) => {
    if (typeof secret === "string" && secret !== "") return [secret];
    const item = Array.isArray(value) ? `${place}[${at}]` : place;
    problems.push(
      secret === "" ? `${item} is empty` : `${item} ${Array.isArray(value) ? "is no text" : WANTED}`,
    );
    return [];
  });
};

const integrationOf = (members: Members, place: string, problems: string[]): ByEnvironment => {
  if (Object.keys(members).length === 0) problems.push(`${place} names no environment`);
  return new Map(
    Object.entries(members).map(([environment, value]) => [
      environment,
      secretsOf(value, `${place}.${environment}`, problems),
    ]),
  );
};

/** What the parser says would quote the text, and so a secret: only the place is told. */
const parse = (text: string, problems: string[]): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const line =
      position === undefined ? "" : ` (line ${text.slice(0, Number(position)).split("\n").length})`;
    problems.push(`it is no JSON${line}`);
    return undefined;
  }
};

/** Reads a file of secrets; everything wrong with it is named in one UserError, and no secret is. */
export const readSecretsFile = (path: string): SecretsFile => {
  let text: string;
  try {
    text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new UserError(`The secrets cannot be read: ${messageOf(error)}.`, HINT);
  }
  const problems: string[] = [];
  const content = parse(text, problems);
  const secrets: SecretsFile = { common: new Map(), byIntegration: new Map() };
  if (!isMembers(content)) {
    if (problems.length === 0) problems.push("it is no object");
  } else {
    for (const [name, value] of Object.entries(content)) {
      if (isMembers(value)) secrets.byIntegration.set(name, integrationOf(value, name, problems));
      else secrets.common.set(name, secretsOf(value, name, problems));
    }
  }
  if (problems.length > 0)
    throw new UserError(`The secrets in ${path} are wrong: ${problems.join("; ")}.`, HINT);
  return secrets;
};
