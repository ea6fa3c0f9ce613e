// `npm run quality`: simulated campaigns judged and held against their truth, rule by rule, and a clean day.
import { ensureBuilt, root } from "./bootstrap.mjs";
import { spawnSync } from "node:child_process";

ensureBuilt();
const { status } = spawnSync(process.execPath, ["dist/test/quality/quality.js"], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
