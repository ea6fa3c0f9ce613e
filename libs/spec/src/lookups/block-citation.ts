import type { Citation } from "../citation.ts";
import type { Specification } from "../specification.ts";

/**
 * The block a rule cites for what the specification does not mention: `authentication`, `rate_limits`,
 * `endpoint[POST /api/v1/orders].responses`, …; where there is none, the nearest block around it, else the first line below the front matter.
 */
export const blockCitation = (specification: Specification, path: string): Citation => {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
    const block = specification.blocks.find((candidate) => candidate.path === at);
    if (block) return block;
  }
  return firstLine(specification, path);
};

const firstLine = ({ files }: Specification, path: string): Citation => {
  const lines = (files[0]?.text ?? "").replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  const closing =
    lines[0]?.trim() === "---" ? lines.findIndex((row, index) => index > 0 && row.trim() === "---") : -1;
  const found = lines.findIndex((row, index) => index > closing && row.trim() !== "");
  const text = (lines[Math.max(found, 0)] ?? "").trim().slice(0, 300);
  return { path, file: files[0]?.name ?? "", line: Math.max(found, 0) + 1, column: 1, text };
};
