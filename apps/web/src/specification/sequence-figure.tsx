import { useState, type ReactNode } from "react";
import type { Arrow, Clause, Document } from "../data/types.ts";
import { SequenceDrawing } from "./sequence-drawing.tsx";
import { seenWords } from "./seen-words.ts";
import { SequenceList } from "./sequence-list.tsx";
import styles from "./specification.module.css";

/** A diagram drawn from our model, or its source; a list where there is no room to draw. */
export const SequenceFigure = (props: {
  sequence: Document["sequences"][number];
  lines: readonly [first: number, last: number];
  clauses: readonly Clause[];
  arrows: readonly Arrow[] | undefined;
  source: ReactNode;
  isSourceAsked: boolean;
}): ReactNode => {
  const { sequence, lines, clauses, arrows, source, isSourceAsked } = props;
  const [chosen, setChosen] = useState<"diagram" | "source">();
  const shown = chosen ?? (isSourceAsked ? "source" : "diagram");
  const seenOf = new Map(arrows?.map((arrow) => [arrow.path, seenWords(arrow)]));
  const byPath = new Map(clauses.map((clause) => [clause.path, clause]));
  return (
    <figure className={styles["figure"]} id={shown === "diagram" ? `L${lines[0]}` : undefined}>
      <figcaption>
        <span>
          Lines {lines[0]} to {lines[1]}.{" "}
          {arrows === undefined ? "Its counts are on their way." : "Below each arrow, how often it was seen."}
        </span>
        <span className={styles["segments"]}>
          {(["diagram", "source"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={shown === one} onClick={() => setChosen(one)}>
              {one === "diagram" ? "Diagram" : "Source"}
            </button>
          ))}
        </span>
      </figcaption>
      {shown === "source" ? (
        source
      ) : (
        <>
          <SequenceDrawing sequence={sequence} clauses={byPath} seenOf={seenOf} />
          <SequenceList sequence={sequence} clauses={byPath} seenOf={seenOf} />
        </>
      )}
    </figure>
  );
};
