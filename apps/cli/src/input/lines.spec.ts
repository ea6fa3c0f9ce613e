import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { assertReadable, eachLine, openInput } from "./lines.ts";

const MIB = 1 << 20;

const linesOf = async (chunks: readonly (string | Buffer)[]): Promise<[string, number][]> => {
  const lines: [string, number][] = [];
  const input = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  await eachLine(input, (line, number) => lines.push([line.toString(), number]));
  return lines;
};

const TWO: [string, number][] = [
  ["one", 1],
  ["two", 2],
];

describe("eachLine", () => {
  it.each<[string, string[], [string, number][]]>([
    ["a newline at the end", ["one\ntwo\n"], TWO],
    ["no newline at the end", ["one\ntwo"], TWO],
    ["CRLF", ["one\r\ntwo\r\n"], TWO],
    ["CRLF, divided", ["one\r", "\ntwo\r", "\n"], TWO],
    ["a chunk that ends with its line", ["one\n", "two\n"], TWO],
    ["a line in many chunks", ["o", "n", "e\nt", "w", "o"], TWO],
    ["a newline alone in its chunk", ["one", "\n", "two", "\n"], TWO],
    ["empty chunks", ["", "one\n", "", "two", ""], TWO],
    ["a return in the middle", ["one\rtwo\n"], [["one\rtwo", 1]]],
    [
      "empty lines, which count",
      ["\n\none\n\r\n", "\ntwo\n\n"],
      [
        ["one", 3],
        ["two", 6],
      ],
    ],
    ["nothing", [], []],
    ["newlines alone", ["\n\r\n\n"], []],
  ])("gives lines and numbers of input with %s", async (_, chunks, lines) =>
    expect(await linesOf(chunks)).toEqual(lines),
  );

  it("gives the same wherever the input is divided", async () => {
    const bytes = Buffer.from('{"name":"Zoë"}\r\n\n{"name":"日本"}\n{"name":"x"}');
    const whole = await linesOf([bytes]);
    expect(whole).toHaveLength(3);
    for (let at = 0; at <= bytes.length; at++)
      expect(await linesOf([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
  });

  it("keeps no more of an endless line than the judge needs to refuse it, and goes on after it", async () => {
    const endless = Array.from({ length: 40 }, () => "a".repeat(MIB));
    const lines = await linesOf(["one\n", ...endless, "\ntwo\n"]);
    expect(lines.map(([line, number]) => [line.length > 100 ? "endless" : line, number])).toEqual([
      ["one", 1],
      ["endless", 2],
      ["two", 3],
    ]);
    const kept = lines[1]![0].length;
    expect(kept).toBeGreaterThan(MIB);
    expect(kept).toBeLessThanOrEqual(5 * MIB);
  });

  it("reads a file of many pieces", async () => {
    const folder = mkdtempSync(join(tmpdir(), "clausewatch-lines-"));
    const path = join(folder, "events.ndjson");
    const written = Array.from({ length: 500_000 }, (_, index) => `line ${index}`);
    writeFileSync(path, written.join("\n"));
    const lines: string[] = [];
    await eachLine(openInput(path), (line) => lines.push(line.toString()));
    expect(lines.length).toBe(written.length);
    expect(lines.join("\n") === written.join("\n")).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

it("tells what is missing or a folder before anything is read", () => {
  const folder = mkdtempSync(join(tmpdir(), "clausewatch-lines-"));
  expect(() => assertReadable(["-"])).not.toThrow();
  expect(() => assertReadable(["-", join(folder, "gone")])).toThrow(
    `There is no file ${join(folder, "gone")}.`,
  );
  expect(() => assertReadable([folder])).toThrow(`${folder} is a folder.`);
  rmSync(folder, { recursive: true });
});
