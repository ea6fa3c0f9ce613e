import type { ReactNode } from "react";
import type { Clause, Document } from "../data/types.ts";
import { figure } from "../shell/numbers.ts";
import { columnOf, layOut, type DrawnArrow, type DrawnFrame } from "./sequence-layout.ts";
import { brokenWords } from "./sequence-list.tsx";
import styles from "./specification.module.css";
import { looksOf } from "./states.ts";

const HEAD = 8;
const LOOP = 28;

const Head = ({ x, y, side, isOpen }: { x: number; y: number; side: 1 | -1; isOpen: boolean }): ReactNode => (
  <path
    d={`M${x - side * HEAD} ${y - HEAD / 2}L${x} ${y}L${x - side * HEAD} ${y + HEAD / 2}${isOpen ? "" : "Z"}`}
    className={isOpen ? styles["head-open"] : styles["head"]}
  />
);

const Path = ({ x1, x2, y, row }: DrawnArrow): ReactNode => {
  const isOpen = row.arrow !== "sync";
  const dash = row.arrow === "reply" ? "5 4" : undefined;
  if (x1 === x2)
    return (
      <>
        <path d={`M${x1} ${y - 8}h${LOOP}v14h${-LOOP}`} className={styles["arrow"]} strokeDasharray={dash} />
        <Head x={x1} y={y + 6} side={-1} isOpen={isOpen} />
      </>
    );
  const side = x2 > x1 ? 1 : -1;
  return (
    <>
      <path d={`M${x1} ${y}H${x2}`} className={styles["arrow"]} strokeDasharray={dash} />
      <Head x={x2} y={y} side={side} isOpen={isOpen} />
      {row.both && <Head x={x1} y={y} side={side === 1 ? -1 : 1} isOpen={isOpen} />}
      {row.lost && <path d={`M${x2 - 5} ${y - 5}l10 10m0 -10l-10 10`} className={styles["arrow"]} />}
    </>
  );
};

const Arrow = (props: { arrow: DrawnArrow; clause?: Clause; seen?: string; line: number }): ReactNode => {
  const { arrow, clause, seen, line } = props;
  const { row, x1, x2, y } = arrow;
  const isSelf = x1 === x2;
  const x = isSelf ? x1 + LOOP + 8 : Math.min(x1, x2) + 12;
  const look = clause?.breaches && looksOf(clause);
  return (
    <a href={`#L${clause?.line ?? line}`} className={look && styles[`on-${look}`]}>
      <Path {...arrow} />
      <text x={x} y={isSelf ? y + 3 : y - 7}>
        {row.message}
      </text>
      <text x={x} y={y + (isSelf ? 19 : 16)} className={styles["seen"]}>
        {seen}
        {look && clause && (
          <tspan className={styles["broken"]} dx={seen === undefined ? 0 : 6}>
            {look === "critical" || look === "error" ? "◆" : look === "warning" ? "▲" : "●"}{" "}
            {brokenWords(clause)}, {look}
          </tspan>
        )}
      </text>
    </a>
  );
};

const Frame = ({ frame, width }: { frame: DrawnFrame; width: number }): ReactNode => {
  const inset = 6 + frame.depth * 8;
  return (
    <g className={styles["frame"]}>
      <rect x={inset} y={frame.top} width={width - 2 * inset} height={frame.bottom - frame.top} />
      <text x={inset + 8} y={frame.top + 16}>
        {frame.block}
      </text>
      {frame.branches.map((y) => (
        <path key={y} d={`M${inset} ${y}H${width - inset}`} strokeDasharray="3 3" />
      ))}
    </g>
  );
};

/** A diagram as our own model has it, participants in the authors' order. */
export const SequenceDrawing = (props: {
  sequence: Document["sequences"][number];
  clauses: ReadonlyMap<string, Clause>;
  seenOf: ReadonlyMap<string, string>;
}): ReactNode => {
  const { participants, rows, line } = props.sequence;
  const { arrows, frames, width, height } = layOut(participants, rows);
  return (
    <svg
      className={styles["sequence"]}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={`Sequence of ${figure(arrows.length)} steps between ${participants.join(", ")}`}
    >
      {participants.map((name, index) => (
        <g key={name}>
          <text x={columnOf(index)} y={16} textAnchor="middle" className={styles["participant"]}>
            {name}
          </text>
          <path d={`M${columnOf(index)} 28V${height}`} className={styles["life-line"]} />
        </g>
      ))}
      {frames.map((frame) => (
        <Frame key={`${frame.top} ${frame.depth}`} frame={frame} width={width} />
      ))}
      {arrows.map((arrow) => (
        <Arrow
          key={arrow.y}
          arrow={arrow}
          clause={props.clauses.get(arrow.row.clause)}
          seen={props.seenOf.get(arrow.row.clause)}
          line={line}
        />
      ))}
    </svg>
  );
};
