import { utf8 } from "./utf8.ts";

describe("utf8", () => {
  it.each([
    ["ascii", Buffer.from("{}"), "{}"],
    ["four bytes", Buffer.from("😀"), "😀"],
    ["nothing", Buffer.alloc(0), ""],
    ["a byte order mark", Buffer.from([0xef, 0xbb, 0xbf, 0x7b]), "{"],
    ["U+0000", Buffer.from([0]), "\u0000"],
    ["a lone continuation", Buffer.from([0x80]), undefined],
    ["an encoded surrogate", Buffer.from([0xed, 0xa0, 0x80]), undefined],
    ["Latin-1", Buffer.from("é", "latin1"), undefined],
    ["an overlong slash", Buffer.from([0xc0, 0xaf]), undefined],
  ])("%s", (_name, bytes, expected) => {
    expect(utf8(bytes)).toBe(expected);
  });
});
