import { toNdjson } from "#simulator";
import { standardOutput } from "../output/writer.ts";
import type { Sink } from "./sink.ts";

/** NDJSON on standard output. */
export const outputSink = (): Sink => {
  const output = standardOutput();
  return {
    take: (event) => output.write(toNdjson(event)),
    close: async () => output.flush(),
  };
};
