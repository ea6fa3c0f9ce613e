import { useState, type ReactNode } from "react";
import type { Clause, Document } from "../data/types.ts";
import { SequenceDrawing } from "./sequence-drawing.tsx";
import { SequenceList } from "./sequence-list.tsx";
import styles from "./specification.module.css";

/** A diagram drawn from our model, or its source; a list where there is no room to draw. */
export const SequenceFigure = (props: {
  sequence: Document["sequences"][number];
  lines: readonly [first: number, last: number];
  clauses: readonly Clause[];
  source: ReactNode;
  isSourceAsked: boolean;
}): ReactNode => {
  const { sequence, lines, clauses, source, isSourceAsked } = props;
  const [chosen, setChosen] = useState<"diagram" | "source">();
  const shown = chosen ?? (isSourceAsked ? "source" : "diagram");
  const byPath = new Map(clauses.map((clause) => [clause.path, clause]));
  return (
    <figure className={styles["figure"]} id={shown === "diagram" ? `L${lines[0]}` : undefined}>
      <figcaption>
        <span>
          Lines {lines[0]} to {lines[1]}. How often each step is taken is not counted.
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
          <SequenceDrawing sequence={sequence} clauses={byPath} />
          <SequenceList sequence={sequence} clauses={byPath} />
        </>
      )}
    </figure>
  );
};
