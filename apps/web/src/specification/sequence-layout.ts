import type { Document } from "../data/types.ts";

type Row = Document["sequences"][number]["rows"][number];
export type ArrowRow = Extract<Row, { kind: "arrow" }>;

const COLUMN = 166;
const HEAD = 40;
const ARROW = 48;
const BLOCK = 26;

/** An arrow where it is drawn. */
export interface DrawnArrow {
  row: ArrowRow;
  x1: number;
  x2: number;
  y: number;
}

/** A block of branches as a frame, with where its branches part. */
export interface DrawnFrame {
  block: string;
  depth: number;
  top: number;
  bottom: number;
  branches: number[];
}

/** The middle of a participant's column. */
export const columnOf = (index: number): number => COLUMN / 2 + index * COLUMN;

/** Where everything of a diagram is drawn, from above. */
export const layOut = (participants: readonly string[], rows: readonly Row[]) => {
  const arrows: DrawnArrow[] = [];
  const frames: DrawnFrame[] = [];
  const open: DrawnFrame[] = [];
  let y = HEAD;
  for (const row of rows) {
    if (row.kind === "arrow") {
      const [x1, x2] = [row.from, row.to].map((name) => columnOf(Math.max(0, participants.indexOf(name))));
      arrows.push({ row, x1: x1 ?? 0, x2: x2 ?? 0, y: y + 28 });
      y += ARROW;
    } else if (row.kind === "begin") {
      const frame = { block: row.block, depth: open.length, top: y + 4, bottom: y, branches: [] };
      frames.push(frame);
      open.push(frame);
      y += BLOCK;
    } else if (row.kind === "branch") {
      open.at(-1)?.branches.push(y + 8);
      y += BLOCK;
    } else {
      const frame = open.pop();
      if (frame) frame.bottom = y + 4;
      y += BLOCK / 2;
    }
  }
  return { arrows, frames, width: participants.length * COLUMN, height: y + 12 };
};
