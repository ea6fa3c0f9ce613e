// Builds dashboards/json from dashboards/sources with grafana-dashboard-builder, for which it needs Python; `--check`
// says whether what is committed is what would be built.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finish } from "../dashboards/finish.mjs";
import { root } from "./bootstrap.mjs";

const folder = join(root, "dashboards");
const json = join(folder, "json");
const packages = join(root, ".cache/grafana-dashboard-builder");

const python = (args, env = {}) => {
  const { status, stderr, error } = spawnSync("python3", args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    console.error(`python3 ${args.join(" ")}: ${error?.message ?? stderr}`);
    process.exit(1);
  }
};

/** Without dependencies: those are for uploads, and one is built from C. */
if (!existsSync(join(packages, "grafana_dashboards")))
  python([
    "-m",
    "pip",
    "install",
    "--quiet",
    "--no-deps",
    "--target",
    packages,
    "-r",
    join(folder, "requirements.txt"),
  ]);

const built = mkdtempSync(join(tmpdir(), "clausewatch-dashboards-"));
const configuration = join(built, "configuration.yaml");
writeFileSync(configuration, `file:\n  output_folder: ${JSON.stringify(built)}\n`);
python(
  [
    "-m",
    "grafana_dashboards.cli",
    ...["--path", join(folder, "sources")],
    ...["--plugins", join(folder, "plugin/clausewatch.py")],
    ...["--exporter", "file", "--config", configuration],
  ],
  { PYTHONPATH: `${packages}:${join(folder, "plugin/stubs")}`, PYTHONDONTWRITEBYTECODE: "1" },
);

let differs = false;
for (const name of readdirSync(join(built, "clausewatch")).toSorted()) {
  const dashboard = finish(JSON.parse(readFileSync(join(built, "clausewatch", name), "utf8")));
  const text = `${JSON.stringify(dashboard, null, 2)}\n`;
  const file = join(json, name);
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`dashboards/json/${name} is not what npm run dashboards builds.`);
    differs = true;
  }
}
rmSync(built, { recursive: true });
process.exitCode = differs ? 1 : 0;
