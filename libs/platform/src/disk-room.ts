import { statfs } from "node:fs/promises";

/** What PostgreSQL needs to go on: a WAL segment and what is judged but not written yet, with a good margin. */
const LEAST_FREE_BYTES = 256 * 1024 * 1024;
const LOOK_MS = 1000;

/** The part of `statfs` that tells what is free for us. */
type FreeSpace = (folder: string) => Promise<{ bavail: number; bsize: number }>;

/** Tells whether a folder's disk has room, looking at most once a second; where that cannot be told, it has. */
export const roomIn = (
  folder: string,
  { freeSpace = statfs as FreeSpace, nowMs = Date.now } = {},
): (() => Promise<boolean>) => {
  let lookedMs = -Infinity;
  let looking = Promise.resolve(true);
  const look = async (): Promise<boolean> => {
    try {
      const { bavail, bsize } = await freeSpace(folder);
      return bavail * bsize >= LEAST_FREE_BYTES;
    } catch {
      return true;
    }
  };
  return () => {
    const now = nowMs();
    if (now - lookedMs >= LOOK_MS) {
      lookedMs = now;
      looking = look();
    }
    return looking;
  };
};
