// `npm test`: every check of the house, then every test; ends with a line `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, root } from "./bootstrap.mjs";

const cache = join(root, ".cache");
const report = join(cache, "jest.json");
const skipped = join(cache, "skipped-tests.txt");
mkdirSync(cache, { recursive: true });
for (const file of [report, skipped]) rmSync(file, { force: true });

ensureBuilt();

const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
const bin = (name, ...args) => node(join("node_modules", name), ...args);

const checks = {
  format: () => bin("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
  types: () => bin("typescript/bin/tsc", "--noEmit", "-p", "tsconfig.json"),
  "types of the pages": () => bin("typescript/bin/tsc", "--noEmit", "-p", "apps/web/tsconfig.json"),
  lint: () => bin("eslint/bin/eslint.js", ".", "--max-warnings", "0"),
  boundaries: () => node("scripts/boundaries.mjs"),
  unused: () => bin("knip/bin/knip.js"),
};

let passed = 0;
const failed = [];
for (const [name, check] of Object.entries(checks)) {
  if (check()) passed += 1;
  else failed.push(name);
}

// A handle that a failed test left open must not hold the whole run.
const whole = bin(
  "jest/bin/jest.js",
  "--forceExit",
  "--json",
  `--outputFile=${report}`,
  ...process.argv.slice(2),
);
const jest = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
if (jest) {
  passed += jest.numPassedTests;
  for (const suite of jest.testResults) {
    const broken = suite.assertionResults.filter((test) => test.status === "failed");
    failed.push(...broken.map((test) => `${suite.name}: ${test.fullName}`));
    if (broken.length === 0 && suite.status === "failed") failed.push(suite.name);
  }
}
if (!whole && !failed.some((name) => name.includes("spec.ts"))) failed.push("jest");

for (const name of failed) console.log(`failed: ${name}`);
if (existsSync(skipped))
  for (const line of new Set(readFileSync(skipped, "utf8").trim().split("\n")))
    console.log(`not run: ${line}`);
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
