import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { compileAuthentication } from "./authentication/authentication.ts";
import { compileEndpoint, ENDPOINT_SECTIONS, saysOpen, strayingSections } from "./endpoint.ts";
import { endpointGroups, listedEndpoints } from "./endpoint-groups.ts";
import { compileEnvironments } from "./environments.ts";
import { compileErrorCodes, compileErrorFormat } from "./errors.ts";
import { compileRateLimits } from "./rate-limits.ts";
import { compileMaintenance } from "./maintenance.ts";
import { compileScenarios } from "./scenarios.ts";
import { compileDocumentLevels } from "./service-levels.ts";
import { REASONS, statements } from "./statements.ts";
import { compileWebhooks } from "./webhooks/webhooks.ts";

const SECTIONS: Readonly<Record<string, (compilation: Compilation, node: Tree) => void>> = {
  authentication: compileAuthentication,
  error_format: compileErrorFormat,
  error_codes: compileErrorCodes,
  rate_limits: compileRateLimits,
  environments: compileEnvironments,
  test_scenarios: compileScenarios,
  webhooks: compileWebhooks,
  sla: (compilation, node) => compileDocumentLevels(compilation, node, "sla"),
  maintenance_window: (compilation, node) =>
    compileMaintenance(compilation, undefined, node, "maintenance_window"),
  maintenance: (compilation, node) => compileMaintenance(compilation, undefined, node, "maintenance"),
};
const MODELS = new Set(["data_models", "models", "schemas", "definitions"]);
const HEAD = new Set(["id", "title", "version", "authors", "status", "last_updated"]);

/** Compiles every section of one YAML document. */
export const compileSections = (compilation: Compilation, tree: Tree): void => {
  if (tree.kind !== "map") {
    statements(compilation, "document", tree, "document", REASONS.unknown);
    return;
  }
  const groups = endpointGroups(tree);
  const open = groups.length > 0 ? tree.entries.filter(saysOpen) : [];
  for (const { endpoint, sections } of groups) {
    compileEndpoint(compilation, endpoint, sections, open.length > 0);
  }
  if (groups.length === 0) strayingSections(compilation, tree);
  for (const entry of tree.entries) {
    const { key, segment, value } = entry;
    if (open.includes(entry)) continue;
    if (key === "endpoint" || ENDPOINT_SECTIONS.has(key) || HEAD.has(key)) continue;
    compilation.blocks.push(compilation.cite(segment, value));
    if (key === "endpoints") {
      for (const { endpoint, sections } of listedEndpoints(value))
        compileEndpoint(compilation, endpoint, sections);
    } else if (Object.hasOwn(SECTIONS, key)) SECTIONS[key]?.(compilation, value);
    else if (MODELS.has(key)) compileModels(compilation, value, segment);
    else statements(compilation, key, value, segment, `no check for \`${key}\``);
  }
};

/** A data model states something only where a body refers to it. */
const compileModels = (compilation: Compilation, node: Tree, path: string): void => {
  for (const { segment, value } of node.kind === "map" ? node.entries : []) {
    const citation = compilation.cite(`${path}.${segment}`, value);
    compilation.add(
      "statement",
      citation,
      { block: path },
      "a data model: it binds the bodies that refer to it",
    );
  }
};
