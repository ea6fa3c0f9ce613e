import { UserError } from "#platform";
import type { Clause, Diagnostic, Specification } from "#spec";
import { SpecificationWatch } from "./specification-watch.ts";

const CLAUSE: Clause = {
  kind: "error-code",
  path: "error_codes[GONE]",
  file: "a.md",
  line: 3,
  column: 1,
  text: "GONE: 410",
  parameters: { code: "GONE", status: 410 },
};

const specification = (id: string, revision: string, unreadable = 0): Specification => ({
  id,
  title: id,
  revision,
  files: [],
  clauses: [CLAUSE],
  blocks: [],
  diagnostics: Array.from({ length: unreadable }, (): Diagnostic => ({
    rule: "lint.unreadable",
    severity: "error",
    file: `${id}.md`,
    line: 7,
    column: 1,
    message: "This YAML does not parse.",
  })),
});

let stamp: number;
let files: Specification[] | Error;
let activated: string[];
let lines: string[];
let watch: SpecificationWatch;

const activate = jest.fn(async (changed: readonly Specification[]) => {
  activated.push(...changed.map(({ id, revision }) => `${id} ${revision}`));
});

/** The files become these; resolves with what was activated and logged since. */
const become = async (next: Specification[] | Error) => {
  files = next;
  stamp += 1;
  return look();
};

const look = async () => {
  activated = [];
  lines = [];
  await watch.look(activate);
  return { activated, lines };
};

beforeEach(async () => {
  stamp = 0;
  files = [specification("a", "1"), specification("b", "1")];
  const source = {
    stamp: async () => String(stamp),
    load: async () => {
      if (files instanceof Error) throw files;
      return files;
    },
  };
  const tell = (line: unknown): void => void lines.push(String(line));
  watch = await SpecificationWatch.open(source, { info: tell, warn: tell });
});

const NOTHING = { activated: [], lines: [] };
const B = specification("b", "1");

it("activates what has changed and what is new, and nothing else", async () => {
  expect(await look()).toEqual(NOTHING);
  expect(await become([specification("a", "1"), B])).toEqual(NOTHING);
  expect(await become([specification("a", "2"), B, specification("c", "1")])).toEqual({
    activated: ["a 2", "c 1"],
    lines: ["Revision 2 of a is active from here on.", "Revision 1 of c is active from here on."],
  });
  expect(await look()).toEqual(NOTHING);
  expect((await become([specification("a", "1"), B, specification("c", "1")])).activated).toEqual(["a 1"]);
});

it("keeps what counts while the files cannot be used, and says so once", async () => {
  const broken = new UserError("a.md and b.md are both a.", "Give one an id.");
  expect(await become(broken)).toEqual({
    activated: [],
    lines: ["a.md and b.md are both a. Give one an id. The specifications stay as they were."],
  });
  expect(await look()).toEqual(NOTHING);
  expect(await become(broken)).toEqual(NOTHING);
  expect((await become([specification("a", "2"), B])).activated).toEqual(["a 2"]);
  expect((await become(broken)).lines).toHaveLength(1);
});

it("keeps a revision when nothing can be judged by the next one, and takes the others", async () => {
  const others = [specification("b", "2")];
  expect(await become([specification("a", "2", 1), ...others])).toEqual({
    activated: ["b 2"],
    lines: [
      expect.stringMatching(/^a stays at revision 1: a\.md:7:1: This YAML does not parse\./),
      "Revision 2 of b is active from here on.",
    ],
  });
  expect(await become([specification("a", "3", 1), ...others])).toEqual(NOTHING);
  expect((await become([specification("c", "1", 1), ...others])).lines[0]).toMatch(/c is not activated/);
  const emptied = { ...specification("a", "5"), clauses: [] };
  expect((await become([emptied, ...others])).lines[0]).toMatch(/a stays at revision 1: .*states nothing/);
  expect((await become([specification("a", "4"), ...others])).activated).toEqual(["a 4"]);
});

it("goes on judging what is not among the files any more, and says so once", async () => {
  expect(await become([B])).toEqual({
    activated: [],
    lines: ["a is not among SPECS any more; it is still judged by revision 1."],
  });
  expect(await become([specification("b", "2")])).toMatchObject({
    lines: [expect.stringMatching(/^Revision 2/)],
  });
});

it("tries an activation again that failed", async () => {
  activate.mockRejectedValueOnce(new Error("the database is away"));
  const { lines: told } = await become([specification("a", "2"), B]);
  expect(told).toEqual(["The changed specifications cannot be activated yet: the database is away"]);
  expect((await look()).activated).toEqual(["a 2"]);
  expect(await look()).toEqual(NOTHING);
});

it("waits for files that are still being written", async () => {
  const looking = become([specification("a", "2"), B]);
  await Promise.resolve();
  stamp += 1;
  expect(await looking).toEqual(NOTHING);
  expect((await look()).activated).toEqual(["a 2"]);
});
