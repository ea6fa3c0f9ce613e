#!/usr/bin/env node
// In a checkout the build follows the sources; an installed package has only its build.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
if (existsSync(`${root}scripts/bootstrap.mjs`)) (await import("../scripts/bootstrap.mjs")).ensureBuilt();
await import("../dist/apps/cli/src/main.js");
