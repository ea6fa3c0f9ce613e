import { accessSync, constants, createReadStream, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { UserError } from "#platform";

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** A line that would not end is cut here, so that memory stays bounded; the judge refuses it as too large. */
const MAX_LINE_BYTES = 4 << 20;

/** Opens a file for reading lines, or standard input for `-`. */
export const openInput = (path: string): Readable =>
  path === "-" ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });

/** Throws a UserError for the first path that cannot be read as a file, before any of them is. */
export const assertReadable = (paths: readonly string[]): void => {
  for (const path of paths.filter((one) => one !== "-")) {
    let isFolder: boolean;
    try {
      isFolder = statSync(path).isDirectory();
      accessSync(path, constants.R_OK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT")
        throw new UserError(`There is no file ${path}.`, "Check the path; - is standard input.");
      throw new UserError(`${path} cannot be read: ${(error as Error).message}.`);
    }
    if (isFolder) throw new UserError(`${path} is a folder.`, "Name the files in it.");
  }
};

const withoutReturn = (line: Buffer): Buffer =>
  line.length > 0 && line[line.length - 1] === RETURN ? line.subarray(0, -1) : line;

/** Calls `onLine` for each line that is not empty, with its number from 1; bytes are valid only during the call. */
export const eachLine = async (
  input: Readable,
  onLine: (line: Buffer, number: number) => void,
): Promise<void> => {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let number = 0;

  const take = (line: Buffer): void => {
    number += 1;
    const whole = withoutReturn(line);
    if (whole.length > 0) onLine(whole, number);
  };

  const keep = (bytes: Buffer): void => {
    if (restBytes < MAX_LINE_BYTES) rest.push(bytes);
    restBytes += bytes.length;
  };

  for await (const piece of input) {
    const chunk: Buffer = typeof piece === "string" ? Buffer.from(piece) : (piece as Buffer);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const line = chunk.subarray(start, end);
      start = end + 1;
      if (rest.length === 0) take(line);
      else {
        keep(line);
        take(Buffer.concat(rest));
        rest = [];
        restBytes = 0;
      }
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (rest.length > 0) take(Buffer.concat(rest));
};
