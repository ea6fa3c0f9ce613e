import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import { looksReal } from "./real-secret.ts";

const MAX_LINE = 4000;

/** What stands by itself for a credential, with its name. */
const KNOWN: readonly (readonly [string, RegExp])[] = [
  ["an AWS access key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})\b/g],
  ["a Slack token", /\bxox[abeoprs]-[A-Za-z0-9-]{20,200}\b/g],
  ["a Stripe key", /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}\b/g],
  ["a Google API key", /\bAIza[0-9A-Za-z_-]{35}\b/g],
  ["a webhook secret", /\bwhsec_[A-Za-z0-9+/=]{24,}/g],
  ["a JSON Web Token", /\beyJ[A-Za-z0-9_-]{10,200}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,700}/g],
];
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/;
const KEY_MATERIAL = /^\s*["']?[A-Za-z0-9+/]{40,}/;
/** A value under a name that speaks of a secret: `client_secret: …`, `password=…`, `Authorization: Bearer …`. */
const NAMED =
  /(?<![\w.-])["'`]?(?:x-)?((?:client|api|app|shared|webhook|signing|consumer)[_-]?secret|(?:api|access|secret|private|signing|encryption)[_-]?key|(?:access|refresh|auth|api|bearer)[_-]?token|secret|token|password|passwd|pwd)["'`]?\s*[:=]\s*(?:(?:bearer|token)\s+)?["'`]?([^\s"'`,;&]{8,})/gi;
const BEARER = /\b(bearer)\s+["'`]?([A-Za-z0-9._~+/=-]{16,})/gi;
const USER_INFO = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`]{1,100}:([^\s/:@"'`]{4,100})@/gi;

/** Keys, tokens and passwords that look real, wherever they stand in the text; placeholders never do. */
export const lintSecrets = (compilation: Compilation, { files }: Document): void => {
  for (const { name: file, text } of files) {
    const rows = text.split(/\r\n?|\n/);
    for (const [index, row] of rows.entries()) {
      const found = secretIn(row.slice(0, MAX_LINE), rows[index + 1] ?? "");
      if (!found) continue;
      const { column, what, value } = found;
      const message = `"${value.slice(0, 4)}…" looks like ${what}.`;
      const suggestion = "Revoke it, keep it in a vault, and write a placeholder such as {CLIENT_SECRET}.";
      compilation.report(
        "lint.secret-in-spec",
        "error",
        { file, line: index + 1, column },
        message,
        suggestion,
      );
    }
  }
};

/** The first secret of a row. */
const secretIn = (row: string, next: string): { column: number; what: string; value: string } | undefined => {
  const key = PRIVATE_KEY.exec(row);
  if (
    key &&
    (KEY_MATERIAL.test(next) || KEY_MATERIAL.test(row.slice(key.index + key[0].length).replace(/^\\n/, "")))
  )
    return { column: key.index + 1, what: "a private key", value: "----" };
  for (const [what, pattern] of KNOWN) {
    for (const { 0: value, index } of row.matchAll(pattern))
      if (looksReal(value, 16)) return { column: index + 1, what, value };
  }
  for (const [pattern, group] of [
    [NAMED, 2],
    [BEARER, 2],
    [USER_INFO, 1],
  ] as const) {
    for (const match of row.matchAll(pattern)) {
      const value = match[group] ?? "";
      const name = group === 1 ? "password" : (match[1] ?? "").toLowerCase();
      const isPassword = /^(password|passwd|pwd)$/.test(name);
      if (!looksReal(value, isPassword ? 8 : 16)) continue;
      return { column: match.index + match[0].lastIndexOf(value) + 1, what: `a real ${name}`, value };
    }
  }
  return undefined;
};
