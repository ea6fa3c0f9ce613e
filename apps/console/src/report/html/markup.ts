import { xmlText } from "#platform";

/** Text that is markup already. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[];

const textOf = (value: Value): string => {
  if (value instanceof Markup) return value.text;
  return typeof value === "object" ? value.map(({ text }) => text).join("") : xmlText(String(value));
};

/** Markup with values in it; whatever is not markup itself is escaped. */
export const markup = (texts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(texts.map((text, at) => (at === 0 ? text : textOf(values[at - 1]!) + text)).join(""));

/** No markup. */
export const NO_MARKUP = new Markup("");
