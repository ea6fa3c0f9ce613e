import { useMemoryFrugally } from "./frugal-memory.ts";
import { ReadingWorker } from "./specifications/reading-worker.ts";

const READING = new Set(["lint", "clauses", "check", "simulate", "up", "gateway", "monitor"]);

const command = process.argv[2] ?? "";
const prepared = READING.has(command) ? ReadingWorker.prepare() : undefined;
if (command === "check") {
  await prepared;
  useMemoryFrugally();
}
const { runProgram } = await import("./program.ts");
await runProgram(process.argv);
