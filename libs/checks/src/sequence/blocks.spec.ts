import { compiled, steps, told } from "./sequence.fixture.ts";

/** What is said of a run of these rows: the rule, and the message that is missing or came too late. */
const said = (rows: readonly string[], ...texts: string[]): string[] =>
  told(compiled(rows), steps(...texts)).map((text) => {
    const [rule = ""] = text.split(":");
    return `${rule} ${text
      .match(/"[^"]*"/g)
      ?.at(-1)
      ?.slice(1, -1)}`;
  });

const ask = (name: string) => `A->>B: ${name}`;
const reply = (name: string) => `B-->>A: ${name}`;
const BEGIN = ask("begin");

interface Row {
  rows: string[];
  /** Runs with what is said of them. */
  runs: [string[], string[]][];
}

const CASES: Record<string, Row> = {
  "alt: one of the branches": {
    rows: [BEGIN, "alt a", ask("a"), reply("ya"), "else b", ask("b"), reply("yb"), "end", ask("z")],
    runs: [
      [["begin", "a", "ya", "z"], []],
      [["begin", "b", "yb", "z"], []],
      [["begin", "a", "z"], ["missing-step ya"]],
      [["begin", "b", "z"], ["missing-step yb"]],
      [["begin", "z"], []],
      [["begin", "a", "ya"], ["missing-step z"]],
      [["begin", "a", "ya", "b", "yb", "z"], []],
    ],
  },
  "alt: what all branches share is required": {
    rows: [BEGIN, "alt a", ask("a"), reply("done"), "else b", ask("b"), reply("done"), "end"],
    runs: [
      [["begin"], ["missing-step done"]],
      [["begin", "done"], []],
      [["begin", "a"], ["missing-step done"]],
    ],
  },
  "alt without else: as an opt": {
    rows: [BEGIN, "alt a", ask("a"), reply("ya"), "end"],
    runs: [
      [["begin"], []],
      [["begin", "a"], ["missing-step ya"]],
    ],
  },
  "alt: an empty branch": {
    rows: [BEGIN, "alt a", ask("a"), "else nothing to do", "Note over A: nothing", "end"],
    runs: [[["begin"], []]],
  },
  "opt: all or nothing": {
    rows: [BEGIN, "opt o", ask("o"), reply("yo"), "end", ask("z")],
    runs: [
      [["begin", "z"], []],
      [["begin", "o", "yo", "z"], []],
      [["begin", "o", "z"], ["missing-step yo"]],
      [["begin", "z", "o", "yo"], ["out-of-order yo"]],
    ],
  },
  "loop: any number of times": {
    rows: [BEGIN, "loop l", ask("l"), reply("yl"), "end", ask("z")],
    runs: [
      [["begin", "z"], []],
      [["begin", "l", "yl", "l", "yl", "l", "yl", "z"], []],
      [["begin", "l", "l", "z"], ["missing-step yl"]],
      [["begin", "yl", "l", "z"], ["out-of-order l"]],
    ],
  },
  "loop with an alt in it: a branch each time": {
    rows: [
      BEGIN,
      "loop l",
      "alt a",
      ask("a"),
      "else b",
      ask("b"),
      "opt o",
      ask("o"),
      "end",
      "end",
      "end",
      ask("z"),
    ],
    runs: [
      [["begin", "z"], []],
      [["begin", "a", "b", "o", "a", "z"], []],
      [["begin", "b", "a", "b"], ["missing-step z"]],
    ],
  },
  "par: all branches, mixed": {
    rows: [BEGIN, "par p", "A->>B: p", "B-->>A: yp", "and q", "A->>C: q", "C-->>A: yq", "end", "A->>B: z"],
    runs: [
      [["begin", "p", "A->>C: q", "yp", "C-->>A: yq", "z"], []],
      [["begin", "A->>C: q", "C-->>A: yq", "p", "yp", "z"], []],
      [["begin", "p", "yp", "z"], ["missing-step q"]],
      [["begin", "p", "yp", "A->>C: q", "z", "C-->>A: yq"], ["out-of-order yq"]],
    ],
  },
  "critical: its action, or an option instead": {
    rows: [BEGIN, "critical c", ask("c"), reply("yc"), "option o", ask("o"), "end", ask("z")],
    runs: [
      [["begin", "c", "yc", "z"], []],
      [["begin", "c", "o", "z"], []],
      [["begin", "o", "z"], []],
      [["begin", "c", "z"], ["missing-step yc"]],
    ],
  },
  "critical: an option that nobody can see": {
    rows: [BEGIN, "critical c", ask("c"), "option o", "A->>A: o", "end"],
    runs: [[["begin"], []]],
  },
  "break: then the rest is not required": {
    rows: [BEGIN, "break b", reply("sorry"), "end", ask("y"), ask("z")],
    runs: [
      [["begin", "sorry"], []],
      [["begin", "y", "z"], []],
      [["begin", "y"], ["missing-step z"]],
      [["begin"], ["missing-step y", "missing-step z"]],
    ],
  },
  "break: one that nobody can see": {
    rows: [BEGIN, "break b", "A->>A: log", "end", ask("y"), ask("z")],
    runs: [
      [["begin"], []],
      [["begin", "y"], ["missing-step z"]],
    ],
  },
  "break within a loop within a rect": {
    rows: [
      BEGIN,
      "rect red",
      "loop l",
      ask("l"),
      "break b",
      reply("stop"),
      "end",
      reply("yl"),
      "end",
      "end",
      ask("z"),
    ],
    runs: [
      [["begin", "l", "yl", "l", "stop"], []],
      [["begin", "l", "yl"], ["missing-step z"]],
      [["begin", "l", "stop"], []],
    ],
  },
  "an arrow that stands twice: any of its places": {
    rows: [ask("begin"), reply("ok"), ask("x"), reply("ok"), ask("z")],
    runs: [
      [["begin", "ok", "x", "z"], []],
      [["begin", "x", "ok", "z"], []],
      [["begin", "x", "z"], ["missing-step ok"]],
    ],
  },
  "arrows that are lost, go both ways or say nothing": {
    rows: [BEGIN, "A-xB: lost", "A<<->>B: both", "B-->>A:"],
    runs: [
      [["begin", "both"], []],
      [["begin", "B->>A: both", "lost", "A--)B: lost", "B-->>A: anything"], []],
      [["begin"], ["missing-step both"]],
    ],
  },
  "an alt at the beginning: any of its branches begins": {
    rows: ["opt warm", "A->>C: warm", "end", "alt a", ask("a"), "else b", ask("b"), "end", reply("z")],
    runs: [
      [["a"], ["missing-step z"]],
      [["b"], ["missing-step z"]],
      [["A->>C: warm", "a"], ["missing-step z"]],
      [["z"], []],
    ],
  },
};

const written = ({ rows }: Row, name: string): string =>
  /[>)]/.test(name)
    ? name
    : (rows.find((row) => row.endsWith(`: ${name}`)) ?? ask(name)).replace(/-x|<<->>/, "->>");

describe.each(Object.entries(CASES))("%s", (_, row) => {
  it.each(row.runs)("%j: %j", (names, expected) =>
    expect(said(row.rows, ...names.map((name) => written(row, name)))).toEqual(expected),
  );
});
