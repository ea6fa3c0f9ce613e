import type { Citation } from "../citation.ts";
import type { Specification } from "../specification.ts";

/**
 * The block a rule cites for what the specification does not mention: `authentication`, `rate_limits`,
 * `endpoint[POST /api/v1/orders].responses`, …; where there is none, the nearest block around it, else the first line.
 */
export const blockCitation = (specification: Specification, path: string): Citation => {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
    const block = specification.blocks.find((candidate) => candidate.path === at);
    if (block) return block;
  }
  const first = specification.files[0];
  const line = first?.text.replace(/^\uFEFF/, "").split(/\r\n?|\n/, 1)[0] ?? "";
  return { path, file: first?.name ?? "", line: 1, column: 1, text: line.trim().slice(0, 300) };
};
