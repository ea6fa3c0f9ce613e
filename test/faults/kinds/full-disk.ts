import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { oracleOf, settle, sharedLog, type Fault } from "../fault.ts";
import { Trial } from "../trial.ts";

const DISK = "size=512m";
const CHUNK_BYTES = 1 << 20;

/** Takes all the space that is left; returns what gives it back. */
const fill = (folder: string): (() => void) => {
  const ballast = join(folder, "ballast");
  const { bavail, bsize } = statfsSync(folder);
  for (let left = bavail * bsize; left > 0; left -= CHUNK_BYTES)
    try {
      writeFileSync(ballast, Buffer.alloc(Math.min(left, CHUNK_BYTES)), { flag: "a" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOSPC") break;
      throw error;
    }
  return () => {
    rmSync(ballast);
  };
};

/** A full disk under PostgreSQL, on a small tmpfs: nothing is lost, and all goes on once there is space again. */
export const fullDisk: Fault = async (arena, { times, events }) => {
  const folder = mkdtempSync(join(tmpdir(), "clausewatch-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", DISK, "tmpfs", folder], { encoding: "utf8" });
  let postgres: TestPostgres | undefined;
  let trial: Trial | undefined;
  try {
    if (mounted.status !== 0) {
      const notPossible = `no tmpfs can be mounted (${mounted.stderr?.trim() ?? "no mount command"})`;
      return { times: 0, events: 0, lost: 0, twice: 0, problems: [], notPossible };
    }
    const log = await sharedLog(events);
    await oracleOf(arena, log);
    postgres = await startTestPostgres(true, folder);
    trial = await Trial.open(arena, log, { postgres });
    const worker = trial.start();
    await trial.until("the worker is up", () => worker.isUp);
    const slice = Math.floor(events / (times + 1));
    await trial.append(slice);
    await trial.untilJudged();
    for (let n = 0; n < times; n++) {
      const said = worker.said(/^warn .*(No space left|is unknown|does not answer)/);
      const free = fill(folder);
      await trial.append(slice);
      await trial.until(
        "the worker is refused",
        () => worker.said(/^warn .*(No space left|is unknown|does not answer)/) > said,
      );
      free();
      await trial.untilJudged();
    }
    await trial.append();
    await trial.untilJudged();
    return await settle(trial, times, worker.isOver ? ["the worker ended"] : []);
  } finally {
    await trial?.close();
    await postgres?.stop();
    if (mounted.status === 0) spawnSync("umount", [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
};
