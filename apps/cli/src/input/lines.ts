import { accessSync, constants, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { UserError } from "#platform";

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** A line that would not end is cut here, so that memory stays bounded; the judge refuses it as too large. */
const MAX_LINE_BYTES = 4 << 20;

/** Input as it comes; a piece is valid until the next one is asked for. */
export type Pieces = AsyncIterable<Buffer>;

/** Reads ahead into the one of two buffers whose bytes are done with: a stream would leave as many to collect as it read. */
async function* piecesOf(path: string): Pieces {
  const file = await open(path);
  try {
    const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)] as const;
    let next = file.read(buffers[0], 0, CHUNK_BYTES, null);
    for (let turn = 1; ; turn = 1 - turn) {
      const { bytesRead, buffer } = await next;
      if (bytesRead === 0) return;
      next = file.read(buffers[turn]!, 0, CHUNK_BYTES, null);
      next.catch(() => undefined);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Opens a file for reading lines, or standard input for `-`. */
export const openInput = (path: string): Pieces => (path === "-" ? process.stdin : piecesOf(path));

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
  input: Pieces,
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
    if (restBytes < MAX_LINE_BYTES) rest.push(Buffer.from(bytes));
    restBytes += bytes.length;
  };

  for await (const chunk of input) {
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
