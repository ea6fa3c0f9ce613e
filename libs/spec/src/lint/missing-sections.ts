import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";

const SECTIONS: readonly (readonly [string, (compilation: Compilation) => boolean, "info"?])[] = [
  ["authentication", ({ sections }) => sections.has("authentication")],
  ["endpoint", ({ sections }) => sections.has("endpoint") || sections.has("endpoints")],
  ["error_format", ({ sections }) => sections.has("error_format")],
  ["error_codes", ({ sections }) => sections.has("error_codes")],
  ["rate_limits", ({ sections }) => sections.has("rate_limits")],
  ["environments", ({ sections }) => sections.has("environments"), "info"],
  ["test_scenarios", ({ sections }) => sections.has("test_scenarios")],
  ["sequenceDiagram", ({ blocks }) => blocks.some(({ path }) => path === "sequence")],
];
/** What is about requests: a document of webhooks alone needs none of it. */
const OF_REQUESTS: ReadonlySet<string> = new Set([
  "authentication",
  "endpoint",
  "error_format",
  "error_codes",
  "rate_limits",
  "test_scenarios",
]);
const HEADINGS: readonly (readonly [string, RegExp])[] = [
  ["Overview", /\boverview\b/i],
  ["Data Models", /\b(data )?(models?|schemas?)\b/i],
];

export const lintSections = (compilation: Compilation, document: Document): void => {
  const at = { file: document.headings[0]?.file ?? document.firstFile, line: 1, column: 1 };
  const { sections } = compilation;
  const eventsAlone = sections.has("webhooks") && !sections.has("endpoint") && !sections.has("endpoints");
  for (const [name, present, gravity = "warning"] of SECTIONS) {
    if (present(compilation)) continue;
    const severity = eventsAlone && OF_REQUESTS.has(name) ? "info" : gravity;
    const message = `The specification has no block \`${name}\`: nothing it would say is watched.`;
    compilation.report("lint.missing-section", severity, at, message, `Add a block \`${name}\`.`);
  }
  if (!document.written) return;
  for (const [name, pattern] of HEADINGS) {
    if (document.headings.some(({ text }) => pattern.test(text))) continue;
    const message = `The document has no section "${name}".`;
    compilation.report("lint.missing-section", "info", at, message, `Add a heading "${name}".`);
  }
};
