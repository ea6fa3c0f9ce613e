// `npm run bench`: each bench in a process of its own, one after the other; `npm run bench -- offline` runs one. Options go to
// the benches: `npm run bench -- deliveries --rows 1000000`.
import { ensureBuilt, root } from "./bootstrap.mjs";
import { spawnSync } from "node:child_process";

const BENCHES = [
  "offline",
  "check",
  "scale",
  "kafka",
  "partitions",
  "recovery",
  "visible",
  "commit",
  "store",
  "service-levels",
  "notified",
  "dead-receiver",
  "deliveries",
  "live-pages",
];

ensureBuilt();
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith("--"));
const wanted = firstOption < 0 ? given : given.slice(0, firstOption);
const options = given.slice(wanted.length);
for (const name of wanted.length > 0 ? wanted : BENCHES) {
  if (!BENCHES.includes(name)) {
    console.error(`There is no bench "${name}". There are ${BENCHES.join(", ")}.`);
    process.exit(2);
  }
  const { status } = spawnSync(process.execPath, [`dist/test/bench/${name}.js`, ...options], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
