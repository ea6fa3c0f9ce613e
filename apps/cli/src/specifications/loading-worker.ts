import { createHash } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { loadSpecification, type SpecificationFile } from "#spec";

const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");

parentPort?.on("message", (files: SpecificationFile[]) => {
  parentPort?.postMessage(loadSpecification(files, sha256Hex));
});
parentPort?.postMessage("ready");
