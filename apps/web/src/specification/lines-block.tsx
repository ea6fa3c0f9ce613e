import { useState, type ReactNode } from "react";
import { counted } from "../shell/numbers.ts";
import { Line, type LineContext } from "./line.tsx";
import { NOTHING_TOLD, toldOf, type Told } from "./margin.tsx";
import styles from "./specification.module.css";
import type { State } from "./states.ts";

const ROW_PX = 24;
const AROUND = 1;
const LEAST_FOLDED = 3;

/** A block of lines as written. */
export interface LinesOf {
  line: number;
  language: string;
  lines: string[];
}

type Run = { from: number; to: number; isFolded: boolean };

/** Stretches of lines that are shown or folded away, where only one state is asked for. */
const runsOf = ({ line, lines }: LinesOf, context: LineContext, show: State | undefined): Run[] => {
  const last = line + lines.length - 1;
  if (show === undefined) return [{ from: line, to: last, isFolded: false }];
  const matches = (number: number): boolean =>
    number === context.current ||
    (context.clausesAt.get(number) ?? []).some(
      ({ exercised, path }) => exercised.state === show || path === context.open,
    );
  const isNear = (number: number): boolean =>
    Array.from({ length: 2 * AROUND + 1 }, (_, step) => number - AROUND + step).some(matches);
  const runs: Run[] = [];
  for (let number = line; number <= last; number++) {
    const isFolded = !isNear(number);
    const open = runs.at(-1);
    if (open && open.isFolded === isFolded) open.to = number;
    else runs.push({ from: number, to: number, isFolded });
  }
  return runs.map((run) => ({ ...run, isFolded: run.isFolded && run.to - run.from + 1 >= LEAST_FOLDED }));
};

/** For each line the nearest note above it, which it need not say again. */
const notesAbove = ({ line, lines }: LinesOf, { clausesAt }: LineContext): Map<number, Told> => {
  const notes = new Map<number, Told>();
  let above = NOTHING_TOLD;
  for (let number = line; number < line + lines.length; number++) {
    notes.set(number, above);
    const told = toldOf(clausesAt.get(number) ?? []);
    if (told.note !== "") above = told;
  }
  return notes;
};

/** Lines as written, each on its row of 24 px; those that are not asked for fold to one. */
export const LinesBlock = (props: {
  block: LinesOf;
  context: LineContext;
  show: State | undefined;
}): ReactNode => {
  const { block, context, show } = props;
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const noteAbove = notesAbove(block, context);
  const rows = (from: number, to: number): ReactNode[] =>
    block.lines
      .slice(from - block.line, to - block.line + 1)
      .map((text, index) => (
        <Line
          key={from + index}
          number={from + index}
          text={text}
          language={block.language}
          above={noteAbove.get(from + index) ?? NOTHING_TOLD}
          context={context}
        />
      ));
  return (
    <div
      className={styles["lines"]}
      style={{ containIntrinsicSize: `auto ${block.lines.length * ROW_PX}px` }}
    >
      {runsOf(block, context, show).map(({ from, to, isFolded }) =>
        isFolded && !unfolded.has(from) ? (
          <button
            key={from}
            type="button"
            className={styles["fold"]}
            onClick={() => setUnfolded(new Set([...unfolded, from]))}
          >
            {counted(to - from + 1, "line")}
          </button>
        ) : (
          rows(from, to)
        ),
      )}
    </div>
  );
};
