import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";
import { compileEvents } from "./events.ts";
import { compilePayload } from "./payload.ts";
import { compileSecurity } from "./security.ts";
import type { Signing } from "./signing.ts";
import { isVerificationExample, readSigning, roleName, sectionRole } from "./signing.ts";

/** The sections that say what a webhook's message is: signature, timestamp, payload, events. */
export const MESSAGE_SECTIONS: ReadonlySet<string> = new Set([
  "configuration",
  "security",
  "signature",
  "signing",
  "verification",
  "verification_example",
  "signature_example",
  "headers",
  "endpoint_url",
  "signature_header",
  "signature_algorithm",
  "timestamp_header",
  "replay_prevention",
  "event_types",
  "payload_structure",
  "payload",
  "events",
]);

/** Code that shows a signature's form states it, too, where the document says which header carries it. */
const compileExample = (compilation: Compilation, signing: Signing, node: Tree, path: string): void => {
  if (node.kind === "map") {
    for (const { segment, value } of node.entries)
      compileExample(compilation, signing, value, `${path}.${segment}`);
  } else if (node.kind === "scalar" && signing.headers.length > 0 && signing.scheme.signed !== "unknown") {
    compilation.add("webhook.signature-scheme", compilation.cite(path, node), { scheme: signing.scheme });
  } else statements(compilation, "webhooks", node, path, REASONS.prose);
};

/** Compiles one of these sections. */
export const compileMessages = (
  compilation: Compilation,
  section: string,
  node: Tree,
  path: string,
): void => {
  if (section === "events") return compileEvents(compilation, node, path);
  if (section === "payload_structure" || section === "payload")
    return compilePayload(compilation, node, path);
  const signing = readSigning(compilation.sections.get("webhooks"));
  const name = roleName(section);
  if (isVerificationExample(name)) return compileExample(compilation, signing, node, path);
  if (node.kind === "map" && entriesOf(node).length === 0) return;
  compileSecurity(compilation, signing, sectionRole(name, node), node, path);
};
