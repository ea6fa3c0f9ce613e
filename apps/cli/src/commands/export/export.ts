import type { Command } from "commander";
import { addExportPrometheus } from "./prometheus.ts";
import { addExportReport } from "./report.ts";

const EXPORTS = [addExportPrometheus, addExportReport];

/** `clausewatch export …`: what other tools take in. */
export const addExport = (program: Command): void => {
  const parent = program.command("export").description("write what other tools take in");
  for (const add of EXPORTS) add(parent);
  for (const command of parent.commands) command.exitOverride();
};
