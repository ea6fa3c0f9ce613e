/** An element: its attributes, the names of its children, and all text within it. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: string[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const PIECE = /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const decoded = (text: string): string =>
  text.replace(/&(\w*)(;?)/g, (written, name: string, end: string) => {
    if (end === "" || !(name in ENTITIES)) throw new Error(`No entity: ${written}`);
    return ENTITIES[name]!;
  });

/** The elements of an XML document in the order of their start tags; throws where it is not well formed. */
export const readXml = (text: string): XmlElement[] => {
  const start = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(start) || FORBIDDEN.test(text)) throw new Error("No XML document.");
  const elements: XmlElement[] = [];
  const open: XmlElement[] = [];
  PIECE.lastIndex = start.length;
  while (PIECE.lastIndex < text.length) {
    const at = PIECE.lastIndex;
    const match = PIECE.exec(text);
    if (!match) throw new Error(`Not well formed: ${text.slice(at, at + 80)}`);
    const [, closing, name = "", written = "", empty, characters] = match;
    if (characters !== undefined) for (const one of open) one.text += decoded(characters);
    else if (closing) {
      if (open.pop()?.name !== name) throw new Error(`Not open: ${name}`);
    } else {
      const pairs = [...written.matchAll(/ ([\w-]+)="([^"]*)"/g)];
      const attributes = Object.fromEntries(pairs.map(([, key = "", value = ""]) => [key, decoded(value)]));
      const element = { name, attributes, children: [], text: "" };
      open.at(-1)?.children.push(name);
      elements.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`Never closed: ${open.at(-1)?.name}`);
  return elements;
};
