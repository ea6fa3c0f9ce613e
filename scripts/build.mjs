// The services by Nest's compiler, the pages by Vite; `dist/.built` marks a build that is whole.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root, run } from "./bootstrap.mjs";

ensureInstalled();
rmSync(join(root, "dist/.built"), { force: true });
run(process.execPath, ["node_modules/@nestjs/cli/bin/nest.js", "build"]);
if (existsSync(join(root, "apps/web/vite.config.mjs"))) {
  run(process.execPath, ["scripts/openapi.mjs"]);
  run(process.execPath, ["node_modules/vite/bin/vite.js", "build", "apps/web", "--logLevel", "warn"]);
}
writeFileSync(join(root, "dist/.built"), "");
