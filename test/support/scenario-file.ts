import { parse } from "yaml";

/** One case of a scenario file: what happens, and what must be said about it. */
export interface ScenarioCase {
  title: string;
  line: number;
  /** Stands instead of the file's specification. */
  specification?: string;
  events: unknown[];
  /** An empty list for a case that must stay clean. */
  violations: unknown[];
}

/** A scenario file, read (test/scenarios/README.md). */
export interface ScenarioFile {
  name: string;
  /** The first word of the title: a rule's id, or `clean`. */
  rule: string;
  /** Markdown whose lines stand where they stand in the file. */
  specification: string;
  defaults: Record<string, unknown>;
  cases: ScenarioCase[];
}

interface Fence {
  info: string;
  /** Line of the opening fence, from 0. */
  line: number;
  text: string;
}

interface Section {
  title: string;
  line: number;
  fences: Fence[];
  prose: string;
}

/** A file that does not keep to the format; names file and line. */
class ScenarioFormatError extends Error {
  constructor(name: string, line: number, problem: string) {
    super(`${name}:${line + 1}: ${problem}`);
  }
}

const sectionsOf = (lines: readonly string[]): Section[] => {
  const sections: Section[] = [{ title: "", line: 0, fences: [], prose: "" }];
  let fence: Fence | undefined;
  lines.forEach((text, line) => {
    const section = sections.at(-1)!;
    const opening = /^```(.*)$/.exec(text);
    if (fence && opening) fence = undefined;
    else if (fence) fence.text += `${text}\n`;
    else if (opening) section.fences.push((fence = { info: opening[1]!.trim(), line, text: "" }));
    else if (/^## /.test(text)) sections.push({ title: text.slice(3).trim(), line, fences: [], prose: "" });
    else section.prose += `${text}\n`;
  });
  return sections;
};

/** The fences' documents, which `---` divides, as blocks of a Markdown document of their own. */
const documentOf = (fences: readonly Fence[]): string => {
  const documents = fences.flatMap(({ text }) => text.split(/^---\n/m));
  return ["# Scenario", ...documents.map((text) => `\`\`\`yaml\n${text}\`\`\``)].join("\n\n");
};

const readCase = (name: string, { title, line, fences, prose }: Section): ScenarioCase => {
  const list = (kind: string): unknown[] | undefined => {
    const found = fences.filter(({ info }) => info === `yaml ${kind}`);
    if (found.length > 1) throw new ScenarioFormatError(name, found[1]!.line, `a second list of ${kind}.`);
    if (found.length === 0) return undefined;
    const value: unknown = parse(found[0]!.text);
    if (Array.isArray(value) && value.length > 0) return value;
    throw new ScenarioFormatError(name, found[0]!.line, `the ${kind} are no list with entries.`);
  };
  const events = list("events");
  if (events === undefined) throw new ScenarioFormatError(name, line, `"${title}" has no events.`);
  const violations = list("violations");
  const isClean = /^Clean\b/m.test(prose);
  if ((violations === undefined) !== isClean)
    throw new ScenarioFormatError(name, line, `"${title}" needs either violations or a line "Clean.".`);
  const own = fences.filter(({ info }) => info === "yaml specification");
  return {
    title,
    line: line + 1,
    ...(own.length > 0 && { specification: documentOf(own) }),
    events,
    violations: violations ?? [],
  };
};

/** Reads one scenario file; throws with file and line when it does not keep to the format. */
export const readScenarioFile = (name: string, text: string): ScenarioFile => {
  const lines = text.split("\n");
  const [head, ...sections] = sectionsOf(lines);
  const rule = /^# ([\w.-]+)/m.exec(head!.prose)?.[1];
  if (rule === undefined) throw new ScenarioFormatError(name, 0, "there is no title.");
  const defaults = sections.find(({ title }) => title === "Defaults");
  return {
    name,
    rule,
    specification: lines.slice(0, sections[0]?.line ?? lines.length).join("\n"),
    defaults: (defaults ? parse(defaults.fences[0]?.text ?? "") : {}) as Record<string, unknown>,
    cases: sections.filter((section) => section !== defaults).map((section) => readCase(name, section)),
  };
};
