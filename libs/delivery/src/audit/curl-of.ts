import type { WebhookAttempted } from "../webhook-attempted.ts";

/** What curl sets itself, or what belongs to one connection. */
const OWN = new Set(["host", "content-length", "connection", "transfer-encoding", "expect", "te", "upgrade"]);
/** A name that is none could be read as an option, or as a file to read headers from. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONTROLS = /[\u0000-\u001f\u007f]+/g;
const METHOD = /^[A-Z]+$/;
/** A shell takes no argument that is longer, and none with a null character. */
const LONGEST_BODY = 100_000;

/** A command that sends an attempt again. */
export interface CurlCommand {
  command: string;
  /** Whether it sends the payload, too. */
  withBody: boolean;
}

/** A text as one word of a POSIX shell, whatever it holds. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const headerOf = ([name, value]: readonly [string, string]): string[] => {
  if (!TOKEN.test(name) || OWN.has(name.toLowerCase())) return [];
  const shown = value.replace(CONTROLS, " ").trim();
  return ["--header", quoted(shown === "" ? `${name};` : `${name}: ${shown}`)];
};

/**
 * The curl command of an attempt, as it is kept: credentials are the fingerprints that stand for them, so that a
 * receiver refuses it until somebody fills them in. `payload` is the text of its body, where it is kept whole.
 */
export const curlOf = (
  { endpoint, requestHeaders = [] }: Pick<WebhookAttempted, "endpoint" | "requestHeaders">,
  payload: string | undefined,
  method = "POST",
): CurlCommand => {
  const withBody = payload !== undefined && payload.length <= LONGEST_BODY && !payload.includes("\0");
  const words = [
    ["curl", "--globoff", "--request", METHOD.test(method) ? method : quoted(method)],
    ...requestHeaders.map(headerOf).filter((header) => header.length > 0),
    ...(withBody ? [["--data-raw", quoted(payload)]] : []),
    ["--url", quoted(endpoint.replace(CONTROLS, ""))],
  ];
  return { command: words.map((line) => line.join(" ")).join(" \\\n  "), withBody };
};
