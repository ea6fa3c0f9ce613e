import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { entriesOf, textOf } from "../reading/tree.ts";
import { scale } from "../quantity/scale.ts";
import { compileMaintenance, isMaintenanceKey } from "./maintenance.ts";
import { compileLimits, compileOwnLimit } from "./rate-limits.ts";
import { compileServiceLevels, isServiceLevel } from "./service-levels.ts";
import { REASONS, statements } from "./statements.ts";

const BLOCK = "environments";
/** "Separate sandbox API keys", "its own client id and secret"; never "same keys as production". */
const SEPARATE =
  /^(?!.*\b(not?|never|same|shared?|without|optional(ly)?|may|can|if|unless|except)\b).*\b(separate|distinct|dedicated|different|its own)\s+([\w-]+\s+){0,3}(keys?|credentials?|client ids?|secrets?|tokens?|certificates?)\b/is;

/** "never shared with the sandbox" says the same once more. */
const NOT_SHARED = /\b(?:never|not)\s+(?:to\s+be\s+)?(?:shared|reused)\b/gi;

/** The block `environments`: where the API stands, and which limits hold there. */
export const compileEnvironments = (compilation: Compilation, node: Tree): void => {
  for (const { key: environment, segment, value: own } of entriesOf(node)) {
    for (const { key, segment: part, value } of entriesOf(own)) {
      const path = `${BLOCK}.${segment}.${part}`;
      if (key === "base_url") compileBaseUrl(compilation, environment, value, path);
      else if (key === "rate_limits") compileOwnLimits(compilation, environment, value, path);
      else if (key === "credentials") compileCredentials(compilation, environment, value, path);
      else if (isMaintenanceKey(key)) compileMaintenance(compilation, environment, value, path);
      else if (isServiceLevel(key)) {
        const maintenance = entriesOf(own).some((entry) => isMaintenanceKey(entry.key));
        const place = { key, path, block: BLOCK, maintenance };
        compileServiceLevels(compilation, [environment], value, place);
      } else statements(compilation, BLOCK, value, path, REASONS.prose);
    }
  }
};

const compileBaseUrl = (compilation: Compilation, environment: string, node: Tree, path: string): void => {
  const url = textOf(node) ?? "";
  if (/^https?:\/\/[^{}\s]+$/i.test(url) && URL.canParse(url)) {
    compilation.add("environment.base-url", compilation.cite(path, node), { environment, url });
  } else statements(compilation, BLOCK, node, path, "not an http or https URL");
};

const compileCredentials = (
  compilation: Compilation,
  environment: string,
  node: Tree,
  path: string,
): void => {
  if (SEPARATE.test((textOf(node) ?? "").replace(NOT_SHARED, ""))) {
    compilation.add("environment.separate-credentials", compilation.cite(path, node), { environment });
  } else statements(compilation, BLOCK, node, path, REASONS.unknown);
};

const compileOwnLimits = (compilation: Compilation, environment: string, node: Tree, path: string): void => {
  if (node.kind === "map") {
    for (const { key, segment, value } of node.entries) {
      compileLimits(compilation, key, value, `${path}.${segment}`, { environment });
    }
    return;
  }
  const factor = scale(textOf(node) ?? "");
  if (factor !== undefined) {
    compilation.add("environment.rate-limits", compilation.cite(path, node), { environment, scale: factor });
  } else if (!compileOwnLimit(compilation, node, path, environment)) {
    statements(compilation, BLOCK, node, path, REASONS.unknown);
  }
};
