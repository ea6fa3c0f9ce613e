import type { SignatureScheme } from "../../webhook-clause.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf, textOf } from "../../reading/tree.ts";
import { schemeOfCode, signatureScheme } from "../../quantity/signature-scheme.ts";

/** The sections whose lines may say how messages are signed. */
const SECTIONS = /^(security|configuration|signature|signing|verification|overview|headers)$|^sign/;
const EXAMPLE = /^(verification|signature)_?(example|code)s?$/;
const SIGNATURE_HEADER = /(^|_)(signature|signing)_headers?(_name)?$/;
const SCHEME =
  /(^|_)(algorithm|scheme|digest|hmac|hash|signature|signing|(signature|signing)_(format|method|version|type|content|payload|base|base_string|covers|over|encoding|prefix|value)|signed_(content|payload|data|string)|hash_function|encoding)$/;

/** A key's name as the roles below know it: `signatureHeader` is `signature_header`. */
export const roleName = (key: string, parent = ""): string => {
  const name = key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  return /^(signature|signing|timestamp|replay)/.test(parent) ? `${parent}_${name}` : name;
};

/** Whether a key names the signature's header. */
export const isSignatureHeader = (name: string): boolean => SIGNATURE_HEADER.test(name);

/** Whether a header is named like one that carries a signature. */
export const isSignatureName = (header: string): boolean => /(^|-)(signature|sig|hmac)(-|$)/i.test(header);

/** Whether a line says how messages are signed. */
export const isScheme = (name: string, text: string): boolean =>
  !isSignatureHeader(name) && (SCHEME.test(name) || /standard webhooks/i.test(text));

/** Whether a section shows code that verifies a signature. */
export const isVerificationExample = (section: string): boolean => EXAMPLE.test(section);

/** A header's name, with what stands behind a colon; undefined for a text that is no name. */
export const headerNames = (text: string): { name: string; form: string }[] | undefined => {
  const [list = "", form = ""] = text.split(/:\s+(.*)/s);
  const names = list
    .split(/\s*(?:,|\band\b|\bor\b)\s*/)
    .map((part) => /^[`"']?([A-Za-z][\w-]*)[`"']?(?:\s+header)?(?:\s*\([^()]*\))?$/.exec(part.trim())?.[1]);
  if (/\boptional\b/i.test(text) || names.some((name) => name === undefined)) return undefined;
  return names.map((name) => ({ name: name ?? "", form }));
};

/** How the document's webhooks are signed, as its lines say it together. */
export interface Signing {
  scheme: SignatureScheme;
  /** Every header that carries a signature. */
  headers: readonly string[];
}

interface Lines {
  phrases: string[];
  headers: string[];
  code: string[];
}

const gather = (node: Tree, name: string, lines: Lines): void => {
  const text = textOf(node);
  if (text !== undefined) {
    const headers = isSignatureHeader(name) ? headerNames(text) : undefined;
    for (const { name: header, form } of headers ?? []) {
      lines.headers.push(header);
      if (form !== "") lines.phrases.push(form);
    }
    if (isScheme(name, text)) lines.phrases.push(text);
  }
  for (const { key, value } of entriesOf(node)) {
    if (/(^|_)headers$/.test(name) && isSignatureName(key)) lines.headers.push(key);
    gather(value, roleName(key, name), lines);
  }
  if (node.kind === "list") for (const item of node.items) gather(item, name, lines);
};

const linesOf = (webhooks: Tree | undefined): Lines => {
  const lines: Lines = { phrases: [], headers: [], code: [] };
  for (const { key, value } of entriesOf(webhooks)) {
    const name = roleName(key);
    if (isVerificationExample(name)) {
      const texts = [value, ...entriesOf(value).map((entry) => entry.value)];
      lines.code.push(...texts.flatMap((node) => textOf(node) ?? []));
    } else if (SECTIONS.test(name)) gather(value, sectionRole(name, value), lines);
  }
  return lines;
};

/** Keys below `signature:` are the signature's own, those of `headers` names; those below other maps speak for themselves. */
export const sectionRole = (section: string, { kind }: Tree): string =>
  kind !== "map" || /^(signature|signing|timestamp|replay)|headers$/.test(section) ? section : "";

/** How the document's webhooks are signed: its phrases first, then what its code shows. */
export const readSigning = (webhooks: Tree | undefined): Signing => {
  const { phrases, headers, code } = linesOf(webhooks);
  const named = headers.length === 1 ? signatureOfName(headers[0] ?? "") : {};
  const spoken = phrases.length > 0 ? signatureScheme(phrases.join("; ")) : named;
  if (spoken.signed === "unknown") return { scheme: { signed: "unknown" }, headers };
  const shown = code.length > 0 ? schemeOfCode(code.join("\n")) : {};
  const { hash, ...open } = { signed: "body" as const, ...shown, ...spoken };
  return { scheme: headers.length > 1 || hash === undefined ? open : { ...open, hash }, headers };
};

/** What a header's own name says: `X-Hub-Signature-256`. */
const signatureOfName = (name: string): Partial<SignatureScheme> => {
  const bits = /(?:sha|signature)-?(1|256|512)$/i.exec(name)?.[1];
  return bits === undefined ? {} : { hash: `sha${bits}` as SignatureScheme["hash"] };
};
