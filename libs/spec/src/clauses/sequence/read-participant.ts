import { unquoted, withoutWrap } from "./mermaid-text.ts";

/** A participant as it is declared: its identifier, and the name shown instead of it where there is one. */
export interface ReadParticipant {
  id: string;
  name?: string;
}

const DECLARATION = /^(?:create\s+)?(?:participant|actor)\s+(\S.*)$/i;
const CONFIGURED = /^([^@{}:]+)@\{([^}]*)\}(?:\s+as\s+(\S.*))?$/i;
const ALIAS = /["']?alias["']?\s*:\s*["']([^"']+)["']/;

/** Reads `participant P as Payment Service` and its kin; undefined when it is none. */
export const readParticipant = (statement: string): ReadParticipant | undefined => {
  const declared = DECLARATION.exec(statement)?.[1];
  if (declared === undefined) return undefined;
  const [, configured, settings = "", label] = CONFIGURED.exec(declared) ?? [];
  if (configured !== undefined) return participant(configured, label ?? ALIAS.exec(settings)?.[1]);
  const as = /\sas\s/i.exec(declared);
  const id = as ? declared.slice(0, as.index) : declared;
  return /[:<>]/.test(id) ? undefined : participant(id, as ? declared.slice(as.index + 4) : undefined);
};

const participant = (id: string, label: string | undefined): ReadParticipant => {
  const name = unquoted(withoutWrap(label ?? ""));
  return { id: unquoted(id), ...(name === "" ? {} : { name }) };
};
