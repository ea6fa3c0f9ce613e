// Holds the import rules of ARCHITECTURE.md; a run that cruised no module is a failure, not a success.
import { cruise } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const options = await extractDepcruiseOptions("./.dependency-cruiser.cjs");
const { output } = await cruise(["apps", "libs", "test"], options, undefined, {
  tsConfig: extractTSConfig("./tsconfig.json"),
});
const { violations, totalCruised } = output.summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`);
const libs = output.modules.filter((module) => module.source.startsWith("libs/")).length;
console.log(`${totalCruised} modules cruised (${libs} in libs), ${violations.length} forbidden imports`);
process.exitCode = violations.length > 0 || libs === 0 ? 1 : 0;
