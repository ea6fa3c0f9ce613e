import { loadSpecification } from "#spec";
import { longHash } from "../dispatch/timeline.fixture.ts";
import { documentedMaintenance, type RevisionTaken } from "./documented.ts";

/** The activation of a specification whose environments are given in YAML, indented by two, with what follows them. */
export const activated = (environments: string): RevisionTaken => {
  const text = `---\nid: orders\n---\n\n\`\`\`yaml\nenvironments:\n${environments}\n\`\`\`\n`;
  const specification = loadSpecification([{ name: "orders.md", text }], longHash);
  const { revision } = specification;
  const maintenance = documentedMaintenance(specification);
  return { type: "RevisionActivated", integration: "orders", revision, maintenance };
};
