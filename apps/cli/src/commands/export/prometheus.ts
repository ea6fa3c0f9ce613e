import type { Command } from "commander";
import { stringify } from "yaml";
import { prometheusRules } from "../../export/prometheus-rules.ts";
import { eachOf } from "../../options.ts";
import { compileSpecifications } from "../../specifications/load-specifications.ts";

/** `clausewatch export prometheus`: recording and alerting rules of a specification's objectives. */
export const addExportPrometheus = (parent: Command): void => {
  parent
    .command("prometheus")
    .description("write Prometheus rules (YAML): each objective's bad share, and alerts on its burn rate")
    .requiredOption("--spec <path>", "a specification, file or folder; may be given more than once", eachOf)
    .action(async ({ spec }: { spec: string[] }) => {
      const rules = prometheusRules(await compileSpecifications(spec));
      process.stdout.write(stringify(rules, { lineWidth: 0, aliasDuplicateObjects: false }));
    });
};
