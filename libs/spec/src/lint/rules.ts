/** What a finding's rule means, for lists and reports. */
export interface LintRule {
  id: string;
  /** What is wrong, in a few words. */
  title: string;
  /** Why it matters, or what to do, in one sentence. */
  help: string;
}

const rule = (id: string, title: string, help: string): LintRule => ({ id: `lint.${id}`, title, help });

/** Every rule of a specification's own text. */
export const LINT_RULES: readonly LintRule[] = [
  rule(
    "unreadable",
    "A block does not parse",
    "What is not read cannot be kept to; the other blocks are loaded.",
  ),
  rule("missing-section", "A section is missing", "What a specification does not say is not watched."),
  rule("duplicate-key", "A key or an endpoint stands twice", "Other readers keep the last entry only."),
  rule(
    "unknown-error-code",
    "An error code is not in the catalogue",
    "Callers cannot know what to do about it.",
  ),
  rule(
    "undefined-webhook-event",
    "A webhook event is subscribed and not defined, or the reverse",
    "Its receivers cannot know what it carries.",
  ),
  rule(
    "endpoint-without-contract",
    "An endpoint is named and never defined",
    "Its requests and responses cannot be checked.",
  ),
  rule(
    "undocumented-scenario-status",
    "Only a scenario knows a status",
    "A test scenario expects what no response and no catalogue documents.",
  ),
  rule(
    "idempotency-contradiction",
    "A repeated key is answered in two ways",
    "The scenario and the conflict response disagree, so either has to be accepted.",
  ),
  rule(
    "idempotency-undocumented",
    "A POST has no idempotency header",
    "Whoever retries the request may do its work twice.",
  ),
  rule(
    "example-violates-schema",
    "An example breaks what the document asks",
    "What its own example contradicts is enforced at severity info only.",
  ),
  rule(
    "example-incomplete",
    "An error example lacks what the format requires",
    "Readers copy examples; the members that it lacks are enforced at severity info only.",
  ),
  rule(
    "clause-not-enforced",
    "A clause is not enforced",
    "No traffic can show it, or no rule reads its words.",
  ),
  rule("placeholder", "A placeholder was left in the text", "Replace it by what holds."),
  rule("insecure-url", "An address is not encrypted", "Credentials and data would travel in the clear."),
  rule(
    "unversioned-path",
    "A path names no version",
    "A breaking change could not stand beside what it replaces.",
  ),
  rule(
    "secret-in-spec",
    "A credential stands in the text",
    "Revoke it: whoever reads the document can use it.",
  ),
  rule(
    "timestamp-unsigned",
    "A webhook's timestamp is not signed",
    "The replay window rests on a header that anybody can rewrite.",
  ),
  rule(
    "retry-outlives-replay-window",
    "A retry comes after the replay window",
    "It is refused unless each attempt is stamped anew.",
  ),
  rule(
    "ambiguous-limit",
    "A limit can be read in more than one way",
    "Only what breaks every reading is accused.",
  ),
  rule(
    "ambiguous-schedule",
    "A schedule can be read in more than one way",
    "Only what breaks every reading is accused.",
  ),
  rule(
    "limits-disagree",
    "Two limits of one scope disagree",
    "The shorter one spends the limit per day long before the day ends.",
  ),
  rule(
    "sla-underspecified",
    "A service level leaves open how it is counted",
    "Both sides may count differently; the finding says what is assumed.",
  ),
  rule(
    "unsafe-pattern",
    "A regular expression is refused",
    "The linear-time engine has no lookaround and no back-references.",
  ),
];
