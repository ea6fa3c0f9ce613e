import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import { lintContracts } from "./contracts.ts";
import { lintDuplicateKeys } from "./duplicate-keys.ts";
import { lintErrorCodes } from "./error-codes.ts";
import { lintSections } from "./missing-sections.ts";
import { lintPlaceholders } from "./placeholders.ts";
import { lintScenarioStatuses } from "./scenario-statuses.ts";
import { lintUrls } from "./urls.ts";

/** Reports what is wrong with the text itself, beyond what reading and compiling found. */
export const lint = (compilation: Compilation, document: Document): void => {
  lintSections(compilation, document);
  lintDuplicateKeys(compilation, document);
  lintPlaceholders(compilation, document);
  lintUrls(compilation, document);
  lintErrorCodes(compilation);
  lintContracts(compilation);
  lintScenarioStatuses(compilation);
};
