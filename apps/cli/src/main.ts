import { ReadingWorker } from "./specifications/reading-worker.ts";

const READING = new Set(["lint", "clauses", "check", "simulate", "up", "gateway", "monitor"]);

if (READING.has(process.argv[2] ?? "")) ReadingWorker.prepare();
const { runProgram } = await import("./program.ts");
await runProgram(process.argv);
