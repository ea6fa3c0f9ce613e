/** A piece of a line; the pieces' texts make up the line. */
export interface Piece {
  text: string;
  kind?: "key" | "comment" | "mark";
}

const LINE = /^(\s*)((?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#"'{[][^:#]*?):(?=\s|$))?(.*)$/s;
const COMMENT = /^((?:[^#"']|"[^"]*"|'[^']*'|(?<=\S)#)*?)((?:^|(?<=\s))#.*)$/s;

/** A line of YAML in pieces: what is no key or comment is a value. */
export const yamlPieces = (line: string): Piece[] => {
  const [, indent = "", dashes = "", key = "", rest = ""] = LINE.exec(line) ?? [line, "", "", "", line];
  const [, value = rest, comment = ""] = COMMENT.exec(rest) ?? [];
  const pieces: Piece[] = [
    { text: indent },
    { text: dashes, kind: "mark" },
    { text: key, kind: "key" },
    { text: value },
    { text: comment, kind: "comment" },
  ];
  return pieces.filter(({ text }) => text !== "");
};
