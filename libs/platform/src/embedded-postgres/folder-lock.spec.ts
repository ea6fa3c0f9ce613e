import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockFolder } from "./folder-lock.ts";

describe("the lock of a data folder", () => {
  let parent: string;
  let folder: string;
  let lock: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "clausewatch-lock-"));
    folder = join(parent, "data");
    lock = join(folder, "clausewatch.pid");
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it("makes the folder for its owner, names the pid, and leaves nothing behind", () => {
    const release = lockFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(lock, "utf8").split("\n")[0]).toBe(String(process.pid));
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is held once", () => {
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`in use by the process with pid ${process.pid}`);
    expect(readdirSync(folder)).toEqual(["clausewatch.pid"]);
    release();
    lockFolder(folder)();
  });

  it.each([
    ["of a process that ended", () => `${spawnSync("true").pid}\nx\n`],
    ["whose id another process has now", () => `${process.ppid}\nan earlier one\n`],
    ["that is empty", () => ""],
    ["that is damaged", () => "hello"],
    ["of an impossible process", () => "-1\nx\n"],
  ])("takes over a lock %s", (_name, text) => {
    lockFolder(folder)();
    writeFileSync(lock, text());
    const release = lockFolder(folder);
    expect(readFileSync(lock, "utf8").split("\n")[0]).toBe(String(process.pid));
    release();
  });

  it("releases its own lock only", () => {
    const release = lockFolder(folder);
    writeFileSync(lock, "1\nsomeone else\n");
    release();
    expect(existsSync(lock)).toBe(true);
  });
});
