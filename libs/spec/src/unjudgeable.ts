import type { Specification } from "./specification.ts";

/**
 * Why nothing may be judged by a specification, as one line with what to do; undefined where all of it was read. What
 * could not be read may be what allows the traffic, so the rest of the document would accuse those who keep to it. A diagram
 * that was not read is a warning: it mutes its own rules alone.
 */
export const unjudgeable = ({ diagnostics, clauses, files }: Specification): string | undefined => {
  const unread = diagnostics.filter(
    ({ rule, severity }) => rule === "lint.unreadable" && severity === "error",
  );
  const [first] = unread;
  if (first) {
    const others = unread.length === 1 ? "" : ` (and ${unread.length - 1} more, see \`clausewatch lint\`)`;
    const message = first.message.replace(/\.$/, "");
    return (
      `${first.file}:${first.line}:${first.column}: ${message}${others}. ` +
      "What is not read cannot be kept to: correct it, or mark the block as something other than yaml."
    );
  }
  if (clauses.length > 0) return undefined;
  const name = files[0]?.name ?? "The specification";
  return `${name} states nothing that can be checked. \`clausewatch lint\` names the blocks that it may have.`;
};
