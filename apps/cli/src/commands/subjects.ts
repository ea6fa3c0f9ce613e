import { userInfo } from "node:os";
import type { Command } from "commander";
import type { Pool } from "pg";
import type { SubjectCommand } from "#event-store";
import { fingerprintKeys, hmacSha256, PayloadCipher, printable, UserError } from "#platform";
import type { FoundSubject, NamedObject } from "#read-models";
import { configurationOf } from "../configuration.ts";
import { useDatabase } from "../use-database.ts";

const KEPT_STATUS = 1;

interface Options extends NamedObject {
  reason?: string;
}

/** An object's subjects in the database that the configuration names. */
interface Found {
  pool: Pool;
  url: string;
  secrets: string[];
  subjects: FoundSubject[];
}

const iso = (ms: number): string => new Date(ms).toISOString();
const nameOf = ({ object, type }: NamedObject): string =>
  `${type === undefined ? "" : `${printable(type)} `}${JSON.stringify(object)}`;

/** Everything that is one object's; several objects of one id are refused. */
const oneObject = (named: NamedObject, subjects: readonly FoundSubject[]): void => {
  if (subjects.length === 0)
    throw new UserError(
      `Nothing is kept of ${nameOf(named)} in ${printable(named.integration)}.`,
      "Where it is of a type that has not been seen lately, name that with --type.",
    );
  const types = [...new Set(subjects.map(({ type }) => type))];
  if (types.length > 1)
    throw new UserError(
      `Several objects have the id ${nameOf(named)}: of the types ${types.map((type) => JSON.stringify(type)).join(", ")}.`,
      "Name one with --type.",
    );
};

const withSubjects = async (named: NamedObject, use: (found: Found) => Promise<void>): Promise<void> => {
  const { findSubjects } = await import("#read-models");
  const configuration = configurationOf();
  await useDatabase(configuration, async (pool, url) => {
    const secrets = fingerprintKeys(configuration);
    const subjects = await findSubjects(pool, named, secrets.map(hmacSha256));
    oneObject(named, subjects);
    await use({ pool, url, secrets, subjects });
  });
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const stateLine = ({ subject, type, state, attempts }: FoundSubject): string =>
  [
    subject,
    type === "" ? "of no type" : printable(type),
    `${attempts} attempts`,
    `${state?.payloads ?? 0} payloads`,
    ...(state?.heldAtMs === undefined ? [] : [`held since ${iso(state.heldAtMs)}`]),
    ...(state?.erasedAtMs === undefined ? [] : [`erased ${iso(state.erasedAtMs)}`]),
  ].join(", ");

const show = (named: NamedObject): Promise<void> =>
  withSubjects(named, async ({ subjects }) => {
    for (const subject of subjects) say(stateLine(subject));
  });

const commandOf = ({ integration, subject }: FoundSubject, { reason }: Options): SubjectCommand => ({
  integration,
  subject,
  by: userInfo().username,
  ...(reason === undefined ? {} : { reason }),
});

const hold = (options: Options): Promise<void> =>
  withSubjects(options, async ({ pool, subjects }) => {
    const { holdSubject } = await import("#event-store");
    for (const subject of subjects)
      say(
        (await holdSubject(pool, commandOf(subject, options), Date.now()))
          ? "It is held."
          : "It is held already.",
      );
  });

const release = (options: Options): Promise<void> =>
  withSubjects(options, async ({ pool, subjects }) => {
    const { releaseSubject } = await import("#event-store");
    for (const subject of subjects)
      say(
        (await releaseSubject(pool, commandOf(subject, options), Date.now()))
          ? "It is released."
          : "It is not held.",
      );
  });

const erase = (options: Options): Promise<void> =>
  withSubjects(options, async ({ pool, subjects }) => {
    const { eraseSubject } = await import("#event-store");
    if (subjects.some(({ state }) => state?.heldAtMs !== undefined))
      throw new UserError(`A legal hold is on ${nameOf(options)}.`, "Release it first.");
    for (const subject of subjects) {
      const erasure = await eraseSubject(pool, commandOf(subject, options), Date.now());
      if (!erasure) say("There is no key to destroy.");
      else if (erasure.keptInLog === undefined)
        say(`${erasure.payloads} payloads and their key are destroyed.`);
      else {
        say(`${erasure.payloads} payloads and their key are deleted.`);
        process.stderr.write(
          `clausewatch: The server's write-ahead log may still hold the key, wrapped: ${erasure.keptInLog}. ` +
            "It is gone once the server has removed its older files.\n",
        );
        process.exitCode = KEPT_STATUS;
      }
    }
  });

const exportAll = (options: Options): Promise<void> =>
  withSubjects(options, async ({ pool, url, secrets, subjects }) => {
    const { createReadModelSource, exportSubject } = await import("#read-models");
    const { subjectKeys } = await import("#event-store");
    const readModels = await createReadModelSource(url).initialize();
    try {
      const sources = { pool, readModels, cipher: new PayloadCipher(secrets, subjectKeys(pool)) };
      for (const subject of subjects)
        for await (const line of exportSubject(sources, options, subject)) say(JSON.stringify(line));
    } finally {
      await readModels.destroy();
    }
  });

const COMMANDS: readonly [name: string, description: string, run: (options: Options) => Promise<void>][] = [
  ["show", "what is kept of it", show],
  ["hold", "keep what webhooks carried of it from expiring and from being erased", hold],
  ["release", "end a legal hold", release],
  [
    "erase",
    "destroy what webhooks carried of it, for good; exit status 1 where the server keeps its log",
    erase,
  ],
  ["export", "write everything that is stored of it as NDJSON", exportAll],
];

/** `clausewatch subjects …`: what is kept of one object that webhooks speak of. */
export const addSubjects = (program: Command): void => {
  const subjects = program
    .command("subjects")
    .description("hold, erase or export what is kept of one object that webhooks speak of");
  for (const [name, description, run] of COMMANDS) {
    const command = subjects
      .command(name)
      .description(description)
      .requiredOption("--integration <id>", "the integration")
      .requiredOption("--object <id>", "the object's id, or that of a webhook's event")
      .option("--type <type>", "the object's type, where several share an id");
    if (["hold", "release", "erase"].includes(name))
      command.option("--reason <text>", "why; stored with the command");
    command.exitOverride().action((options: Options) => run(options));
  }
};
