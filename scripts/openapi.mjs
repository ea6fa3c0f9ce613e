// The pages' types, from the description that the built console gives of its own API.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import { root } from "./bootstrap.mjs";

const TYPES = join(root, "apps/web/src/data/openapi.ts");

const { ConsoleModule, prepareHttp } = await import(`${root}/dist/apps/console/src/index.js`);
const { OPEN_GATE } = await import(`${root}/dist/libs/access/src/index.js`);
const unused = new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => undefined) });
const imports = ConsoleModule.register({ pool: unused, readModels: unused, append: unused, webRoot: "" });
const app = await NestFactory.create(imports, new FastifyAdapter(), { logger: ["error"] });
await prepareHttp(app, "", OPEN_GATE);
await app.init();
const answer = await app.inject({ url: "/api/openapi.json", headers: { host: "localhost" } });
await app.close();

const folder = mkdtempSync(join(tmpdir(), "clausewatch-openapi-"));
const description = join(folder, "openapi.json");
const types = join(folder, "openapi.ts");
writeFileSync(description, answer.payload);
const generator = ["node_modules/openapi-typescript/bin/cli.js", description, "-o", types];
const { status, stderr } = spawnSync(process.execPath, generator, { cwd: root, encoding: "utf8" });
if (status !== 0) throw new Error(stderr);
const generated = readFileSync(types, "utf8");
rmSync(folder, { recursive: true });
if (!existsSync(TYPES) || readFileSync(TYPES, "utf8") !== generated) writeFileSync(TYPES, generated);
