import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { Test } from "@nestjs/testing";
import { ACCESS_MIGRATIONS, createGate } from "#access";
import {
  appendToStream,
  EVENT_STORE_MIGRATIONS,
  projectBatch,
  putContent,
  subjectKeys,
  type ReplayRecord,
} from "#event-store";
import { createPool, hmacSha256, migrate, PayloadCipher, sha256Hex } from "#platform";
import { createReadModelSource, READ_MODEL_MIGRATIONS, READ_MODELS } from "#read-models";
import { loadSpecification } from "#spec";
import type { ViolationEvent } from "#violation";
import { startTestPostgres } from "../../../../test/support/postgres.ts";
import type { ConsoleOptions } from "../console-options.ts";
import { ConsoleModule, prepareHttp } from "../index.ts";
import { storeDeadLetters } from "./dead-letters.ts";
import { openedAt, SPECIFICATION_TEXT } from "./parcels.ts";

/** An answer as tests look at it; the body is parsed where it is JSON. */
interface Answer<Body> {
  status: number;
  headers: Record<string, unknown>;
  body: Body;
}

/** Members that tests look into. */
interface AnyBody {
  items: { id: string; clauses?: unknown }[];
  errors: { parameter: string; message: string }[];
  history: unknown[];
  nextCursor?: string;
}

const FILES = [{ name: "parcels.md", text: SPECIFICATION_TEXT }];

/** The revision of the only text that is stored. */
export const REVISION = loadSpecification(FILES, sha256Hex).revision;
/** A revision whose text is not stored. */
export const UNKNOWN_REVISION = `sha256:${"b".repeat(64)}`;

const application = async (options: ConsoleOptions): Promise<NestFastifyApplication> => {
  const imports = [ConsoleModule.register(options)];
  const module = await Test.createTestingModule({ imports }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await prepareHttp(app, options.webRoot, createGate(options.pool, Date.now));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};

const textOf = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));

const client = (app: NestFastifyApplication) => {
  const send = async <Body>(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    headers: Record<string, string>,
    payload?: string,
  ) => {
    const answer = await app.inject({
      method,
      url,
      headers: { host: "localhost:4600", ...headers },
      payload,
    });
    const json = /[/+]json/.test(String(answer.headers["content-type"]));
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (json ? answer.json() : answer.payload) as Body,
    } satisfies Answer<Body>;
  };
  return {
    send,
    get: <Body = AnyBody>(url: string, headers: Record<string, string> = {}) =>
      send<Body>("GET", url, headers),
    post: (url: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      send<unknown>("POST", url, { "content-type": "application/json", ...headers }, textOf(body)),
    put: <Body>(url: string, body: unknown) =>
      send<Body>("PUT", url, { "content-type": "application/json" }, textOf(body)),
  };
};

/** A console on a real PostgreSQL that is otherwise as its `settings` say, with violations v0 to v4, a minute apart, two integrations and four dead letters. */
export const startConsole = async (settings: Pick<ConsoleOptions, "identityProvider" | "observed"> = {}) => {
  const postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS, ...ACCESS_MIGRATIONS]);
  const pool = createPool(postgres.url);
  const readModels = await createReadModelSource(postgres.url).initialize();
  const webRoot = mkdtempSync(join(tmpdir(), "clausewatch-web-"));
  mkdirSync(join(webRoot, "assets"));
  writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>Pages</title>");
  writeFileSync(join(webRoot, "assets", "page.js"), "1");
  const append = (stream: string, data: { type: string }) => {
    const occurredAtMs = Date.parse("2024-03-01T10:00:00.000Z");
    const event = {
      eventId: stream,
      type: data.type,
      source: "shop-parcels",
      revision: REVISION,
      occurredAtMs,
      data,
    };
    return appendToStream(pool, stream, [event], "any");
  };
  const activate = (integration: string, revision: string) =>
    append(`integration-${integration}`, { type: "RevisionActivated", ...{ integration, revision } });
  const project = async () => {
    for (const { name, version, handle } of READ_MODELS) await projectBatch(pool, name, version, handle);
  };
  await putContent(pool, REVISION, JSON.stringify(FILES));
  for (let minute = 0; minute < 5; minute++) await append(`violation-v${minute}`, openedAt(minute));
  await activate("shop-parcels", REVISION);
  await activate("other", UNKNOWN_REVISION);
  await project();
  await storeDeadLetters(pool);
  const stream = { records: [] as ReplayRecord[], failure: undefined as Error | undefined };
  const take = async (records: readonly ReplayRecord[]): Promise<void> => {
    if (stream.failure) throw stream.failure;
    stream.records.push(...records);
  };
  const secrets = ["the secret of these tests"];
  const sealing = {
    cipher: new PayloadCipher(secrets, subjectKeys(pool)),
    digests: secrets.map((secret) => hmacSha256(secret)),
  };
  const options: ConsoleOptions = {
    pool,
    append: take,
    readModels,
    sealing,
    webRoot,
    ...settings,
  };
  const applications = [await application(options)];
  return {
    ...client(applications[0]!),
    project,
    /** Stores a specification's text, makes it the active one, and returns its integration's id. */
    activateText: async (name: string, text: string): Promise<string> => {
      const files = [{ name, text }];
      const { id, revision } = loadSpecification(files, sha256Hex);
      await putContent(pool, revision, JSON.stringify(files));
      await activate(id, revision);
      await project();
      return id;
    },
    /** Stores what became of violations. */
    appendViolation: async (event: ViolationEvent & { type: "ViolationOpened" }): Promise<void> => {
      await append(`violation-${event.violation.id}`, event);
      await project();
    },
    pool,
    readModels,
    sealing,
    /** What was appended to the observation stream, and why it takes nothing. */
    stream,
    /** Serves other pages' files on a free port; returns the address. */
    listen: async (pages: string) => {
      const app = await application({ ...options, webRoot: pages });
      applications.push(app);
      await app.listen(0, "127.0.0.1");
      return app.getUrl();
    },
    withoutPages: async () => {
      const bare = await application({ ...options, webRoot: join(webRoot, "missing") });
      applications.push(bare);
      return client(bare);
    },
    stop: async () => {
      await Promise.all(applications.map((app) => app.close()));
      await readModels.destroy();
      await pool.end();
      await postgres.stop();
      rmSync(webRoot, { recursive: true, force: true });
    },
  };
};

export type ConsoleUnderTest = Awaited<ReturnType<typeof startConsole>>;
