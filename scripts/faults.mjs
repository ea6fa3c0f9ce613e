// `npm run test:faults`: every fault at its full size, on a real Kafka and a real PostgreSQL; names run those alone.
import { ensureBuilt, root } from "./bootstrap.mjs";
import { spawnSync } from "node:child_process";

ensureBuilt();
const { status } = spawnSync(process.execPath, ["dist/test/faults/faults.js", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
