import { foldWords } from "./fold-words.ts";

it.each([
  ["Grüße, ÉCLAIR naïve", ["gruße", "eclair", "naive"]],
  ["Åse ＡＢＣ ﬁn ①", ["ase", "abc", "fin", "1"]],
  ["ΟΔΟΣ οδος", ["οδοσ"]],
  ['{"name":"Zo\\u00eb\\nL\\u00f6w","id":"A-17/b"}', ["name", "zoe", "low", "id", "a", "17", "b"]],
  ["İstanbul I", ["istanbul", "i"]],
  ["注文 42", ["注文", "42"]],
  ["한국 한국", ["한국"]],
  ["a a A á", ["a"]],
  ["\ud800 \u0000 -- !", []],
  ["", []],
])("folds %j", (text, words) => expect(foldWords(text)).toEqual(words));

it("takes at most 256 words", () => {
  const text = Array.from({ length: 300 }, (_, n) => `w${n}`).join(" ");
  expect(foldWords(text)).toHaveLength(256);
  expect(foldWords(text)).toContain("w255");
});
