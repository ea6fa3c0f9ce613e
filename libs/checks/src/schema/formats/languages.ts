const CODES =
  "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de " +
  "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id " +
  "ie ig ii ik io is it iu ja ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv " +
  "mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm " +
  "rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts " +
  "tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

const TWO_LETTERS: ReadonlySet<string> = new Set(CODES.split(" "));

const TAG = /^(?:([a-z]{2})|[a-z]{3})(?:[-_][a-z0-9]{1,8})*$/i;

/** Whether a text is a language code (ISO 639-1, or three letters), with subtags such as `en-GB` or without. */
export const isLanguage = (text: string): boolean => {
  const match = TAG.exec(text);
  return match !== null && (match[1] === undefined || TWO_LETTERS.has(match[1].toLowerCase()));
};
