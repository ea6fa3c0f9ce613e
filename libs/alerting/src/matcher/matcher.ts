import { RE2JS } from "re2js";

/** Labels of an alert; one that is absent compares as an empty text. */
export type Labels = Readonly<Record<string, string>>;

/** Whether labels are what was asked for. */
export type LabelTest = (labels: Labels) => boolean;

/** A matcher that cannot be used; the message is for people. */
export class InvalidMatcher extends Error {}

const FORM = /^\s*([A-Za-z_]\w{0,99})\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"\s]*))\s*$/s;
const MAX_CHARACTERS = 1000;

const unquote = (text: string): string => text.replaceAll(/\\(["\\])/g, "$1").replaceAll("\\n", "\n");

const wholeMatch = (pattern: string): ((text: string) => boolean) => {
  try {
    const linear = RE2JS.compile(pattern, RE2JS.DOTALL);
    return (text) => linear.matcher(text).matches();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidMatcher(`The pattern ${JSON.stringify(pattern)} cannot be used: ${reason}.`);
  }
};

/**
 * A matcher as Alertmanager writes it: `severity="critical"`, `endpoint!=""`, `alertname=~"sla\..*"`, `client!~"test-.*"`.
 * A pattern matches the whole value, in linear time. Throws {@link InvalidMatcher}.
 */
export const compileMatcher = (text: string): LabelTest => {
  const [, name, operator, quoted, bare] = (text.length <= MAX_CHARACTERS && FORM.exec(text)) || [];
  if (name === undefined)
    throw new InvalidMatcher(
      `${JSON.stringify(text.slice(0, 80))} is no matcher; severity="critical" or alertname=~"sla\\..*" is expected.`,
    );
  const value = quoted === undefined ? bare! : unquote(quoted);
  const valueOf = (labels: Labels): string => labels[name] ?? "";
  if (operator === "=") return (labels) => valueOf(labels) === value;
  if (operator === "!=") return (labels) => valueOf(labels) !== value;
  const matches = wholeMatch(value);
  return operator === "=~" ? (labels) => matches(valueOf(labels)) : (labels) => !matches(valueOf(labels));
};

/** All of some matchers; none at all lets everything through. Throws {@link InvalidMatcher}. */
export const compileMatchers = (texts: readonly string[]): LabelTest => {
  const tests = texts.map(compileMatcher);
  return (labels) => tests.every((test) => test(labels));
};
