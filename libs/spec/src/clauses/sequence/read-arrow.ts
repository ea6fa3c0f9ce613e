import { unquoted, withoutWrap } from "./mermaid-text.ts";

/** An arrow as it is written: sender and receiver by their identifiers, the message still guarded. */
export interface ReadArrow {
  from: string;
  to: string;
  message: string;
  arrow: "sync" | "reply" | "async";
  /** Drawn with a cross: a message that does not arrive. */
  lost?: true;
  /** Drawn with a head at both ends. */
  both?: true;
}

const FORMS = [
  String.raw`<<-->>|<<->>|-->>|->>|-->|->|--\)|-\)`,
  String.raw`--\|\\|--\|\/|--\\\\|--\/\/|-\|\\|-\|\/|-\\\\|-\/\/`,
  String.raw`\/\|--|\\\|--|\/\/--|\\\\--|\/\|-|\\\|-|\/\/-|\\\\-`,
].join("|");
const ARROW = new RegExp(FORMS);
const CROSS = /--?x/i;
const MAX_LENGTH = 1000;

/** Reads `Sender->>+Receiver: message`; undefined when the statement is no arrow. */
export const readArrow = (statement: string): ReadArrow | undefined => {
  const colon = statement.indexOf(":");
  if (colon < 0 || statement.length > MAX_LENGTH) return undefined;
  const ends = statement.slice(0, colon);
  const match = ARROW.exec(ends) ?? CROSS.exec(ends);
  if (!match) return undefined;
  const [form] = match;
  const left = unquoted(ends.slice(0, match.index).replace(/\(\)\s*$/, ""));
  const right = unquoted(ends.slice(match.index + form.length).replace(/^\s*(?:\(\))?\s*[+-]?/, ""));
  if (left === "" || right === "" || ARROW.test(right)) return undefined;
  const backwards = /^[/\\]/.test(form);
  return {
    from: backwards ? right : left,
    to: backwards ? left : right,
    message: withoutWrap(statement.slice(colon + 1)),
    arrow: /[)x]$/i.test(form) ? "async" : form.includes("--") ? "reply" : "sync",
    ...(/x$/i.test(form) ? { lost: true } : {}),
    ...(form.startsWith("<<") ? { both: true } : {}),
  };
};

/** Whether a text holds an arrow, crosses aside. */
export const holdsArrow = (text: string): boolean => ARROW.test(text);
