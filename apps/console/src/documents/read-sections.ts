import type { DocumentBlock } from "./read-blocks.ts";

/** A stretch of a file below a heading, up to the next one of its level. */
export interface Section {
  title: string;
  /** As the heading has it, e.g. `3` or `1.2`. */
  number?: string;
  file: string;
  line: number;
}

const NUMBERED = /^(\d+(?:\.\d+)*)\.?\s+(.+)$/;

/** The sections of a file, by its headings of the first two levels; the title itself is none where others follow. */
export const readSections = (file: string, blocks: readonly DocumentBlock[]): Section[] => {
  const headings = blocks.filter((block) => block.kind === "heading");
  const level = headings.some((heading) => heading.level === 2) ? 2 : 1;
  const sections = headings
    .filter((heading) => heading.level === level)
    .map(({ spans, line }) => {
      const written = spans.map(({ text }) => text).join("");
      const [, number, title] = NUMBERED.exec(written) ?? [];
      return { title: title ?? written, ...(number !== undefined && { number }), file, line };
    });
  return sections.length > 0 ? sections : [{ title: file, file, line: 1 }];
};
