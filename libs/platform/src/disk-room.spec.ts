import { tmpdir } from "node:os";
import { roomIn } from "./disk-room.ts";

const MIB = 1024 * 1024;

it("tells that less than 256 MiB are free, and that there is room again, within a second", async () => {
  let freeMib = 300;
  let nowMs = 0;
  let looks = 0;
  const freeSpace = async () => {
    looks += 1;
    return { bavail: freeMib, bsize: MIB };
  };
  const hasRoom = roomIn("data", { freeSpace, nowMs: () => nowMs });
  expect(await hasRoom()).toBe(true);
  freeMib = 255;
  nowMs = 999;
  expect(await hasRoom()).toBe(true);
  nowMs = 1000;
  expect(await hasRoom()).toBe(false);
  freeMib = 256;
  nowMs = 2000;
  expect(await hasRoom()).toBe(true);
  expect(looks).toBe(3);
});

it("does not stop anybody where it cannot tell", async () => {
  const freeSpace = () => Promise.reject(new Error("ENOSYS"));
  expect(await roomIn("data", { freeSpace })()).toBe(true);
});

it("asks the real disk", async () => expect(typeof (await roomIn(tmpdir())())).toBe("boolean"));
