// `npm run test:simulation`: 10,000 simulated schedules; `npm run test:simulation -- 2000 7` runs so many from seed 7.
// `-- 1 7 3:1:4` repeats a failure by the seed and the path that it printed.
import { spawnSync } from "node:child_process";
import { ensureInstalled, root } from "./bootstrap.mjs";

ensureInstalled();
const [schedules = "10000", seed = "5", path] = process.argv.slice(2);
const { status } = spawnSync(process.execPath, ["node_modules/jest/bin/jest.js", "-i", "test/simulation"], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    SIMULATION_SCHEDULES: schedules,
    SIMULATION_SEED: seed,
    ...(path && { SIMULATION_PATH: path }),
  },
});
process.exitCode = status ?? 1;
