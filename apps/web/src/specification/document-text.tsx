import type { ReactNode } from "react";
import type { Arrow, Document } from "../data/types.ts";
import type { LineContext } from "./line.tsx";
import { LinesBlock, type LinesOf } from "./lines-block.tsx";
import { Prose } from "./prose.tsx";
import { SequenceFigure } from "./sequence-figure.tsx";
import styles from "./specification.module.css";
import type { State } from "./states.ts";

type Sequence = Document["sequences"][number];

const sequenceOf = (file: string, { line, lines }: LinesOf, sequences: readonly Sequence[]) =>
  sequences.find((one) => one.file === file && one.line >= line && one.line < line + lines.length);

const isWithin = (line: number | undefined, block: LinesOf): boolean =>
  line !== undefined && line >= block.line && line < block.line + block.lines.length;

/** One file as its authors wrote it. Asked for one state, its prose gives way but for the headings. */
export const DocumentText = (props: {
  document: Document;
  arrows: readonly Arrow[] | undefined;
  file: string;
  context: LineContext;
  show: State | undefined;
}): ReactNode => {
  const { document, arrows, file, context, show } = props;
  const blocks = document.files.find(({ name }) => name === file)?.blocks ?? [];
  const openLine = document.clauses.find((one) => one.file === file && one.path === context.open)?.line;
  return (
    <article className={styles["document"]} aria-label={file}>
      {blocks.map((block) => {
        if (block.kind !== "lines")
          return show === undefined || block.kind === "heading" ? (
            <Prose key={block.line} block={block} />
          ) : null;
        const lines = <LinesBlock key={block.line} block={block} context={context} show={show} />;
        const sequence = sequenceOf(file, block, document.sequences);
        if (!sequence) return lines;
        const isAsked = isWithin(context.current, block) || isWithin(openLine, block) || show !== undefined;
        return (
          <SequenceFigure
            key={block.line}
            sequence={sequence}
            lines={[block.line, block.line + block.lines.length - 1]}
            clauses={document.clauses}
            arrows={arrows}
            source={lines}
            isSourceAsked={isAsked}
          />
        );
      })}
    </article>
  );
};
