import type { ReactNode } from "react";
import type { Document } from "../data/types.ts";
import styles from "./specification.module.css";

type Block = Document["files"][number]["blocks"][number];
type Spans = Extract<Block, { kind: "prose" }>["spans"];

const Pieces = ({ spans }: { spans: Spans }): ReactNode =>
  spans.map(({ text, voice, href }, index) => {
    if (href !== undefined)
      return (
        <a key={index} href={href} rel="noreferrer noopener">
          {text}
        </a>
      );
    if (voice === "code") return <code key={index}>{text}</code>;
    if (voice === "strong") return <strong key={index}>{text}</strong>;
    if (voice === "emphasis") return <em key={index}>{text}</em>;
    return text;
  });

const LEVELS = ["h2", "h2", "h3", "h4"] as const;

/** The authors' prose, in their voice. */
export const Prose = ({ block }: { block: Exclude<Block, { kind: "lines" }> }): ReactNode => {
  const Heading = LEVELS[block.kind === "heading" ? Math.min(block.level, LEVELS.length) - 1 : 0] ?? "h2";
  return (
    <div id={`L${block.line}`} className={styles["prose"]}>
      <a className={styles["no"]} href={`#L${block.line}`} aria-label={`Line ${block.line}`}>
        {block.line}
      </a>
      {block.kind === "heading" ? (
        <Heading className={styles[`level-${Math.min(block.level, 4)}`]}>
          <Pieces spans={block.spans} />
        </Heading>
      ) : (
        <p className={block.depth === undefined ? undefined : styles["item"]}>
          {block.marker !== undefined && <span className={styles["marker"]}>{block.marker}</span>}
          <Pieces spans={block.spans} />
        </p>
      )}
    </div>
  );
};
