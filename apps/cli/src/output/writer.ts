import { writeSync } from "node:fs";

const BUFFER_CHARACTERS = 1 << 16;

const writeAll = (descriptor: number, text: string): void => {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") continue;
      if ((error as NodeJS.ErrnoException).code === "EPIPE") process.exit(0);
      throw error;
    }
  }
};

/** Results on standard output, buffered and written in order; a reader that went away ends the program quietly. */
export const standardOutput = (): { write(text: string): void; flush(): void } => {
  let pending = "";
  const flush = (): void => {
    writeAll(1, pending);
    pending = "";
  };
  return {
    write(text) {
      pending += text;
      if (pending.length > BUFFER_CHARACTERS) flush();
    },
    flush,
  };
};
