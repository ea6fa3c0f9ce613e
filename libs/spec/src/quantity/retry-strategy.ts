import type { RetryStrategy } from "../clause.ts";

const FORBIDDEN =
  /^(?:(?:do not|don't|never|must not|mustn't|cannot|can't) (?:be )?retr(?:y|ied)(?: (?:this|the|it)(?: request)?)?|no(?:t|n)[- ]?retr(?:y|iable|yable)|not to be retried|no retr(?:y|ies))(?: allowed)?(?: - (.*))?$/;
/** After one of these, "do not retry" may hold for a while or in some case only. */
const LIMITS_FORBIDDEN =
  /\bretr(?:y|ies|ied|ying)\b|\b(?:until|unless|except|wait|immediately|later)\b|\bagain (?:in|after)\b/;

const WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const MOST = "(?:up to |at most |not more than |no more than |max(?:imum)?\\.?:? (?:of )?)?";
const NUMBER = `(\\d{1,3}|${Object.keys(WORDS).join("|")})`;
const WHOLE = "(?: max(?:imum)?| at most| in total| total| altogether)?";
const ATTEMPTS = new RegExp(`^(?:retry )?${MOST}${NUMBER} (?:attempts?|tries)${WHOLE}$`);
const RETRIES = new RegExp(
  `^(?:retry )?${MOST}(?:${NUMBER} (?:times?|retr(?:y|ies)|retry attempts|more times?)${WHOLE}|${NUMBER}x)$`,
);
const LABELLED = new RegExp(`^max(?:imum)? (attempts|tries|retries|retry attempts)(?::|=| of)? ${NUMBER}$`);
const ONCE = /^(?:retry )?(?:only |just |exactly )?(?:once|one time)(?: only)?$/;
const TWICE = /^(?:retry )?(?:at most )?twice$/;
const NEUTRAL = /^(?:retry|retryable|safe to retry|(?:may|can) be retried|try again|the request)$/;
const BACKOFF = /^(?:retry )?(?:exponential(?:ly)?(?: increasing)? back ?-?off|back ?-?off exponentially)$/;
const JITTER = /^(?:(?:full|random|some) )?jitter$/;
const FIELD =
  "(?:the )?(?:duration |time |value |delay |seconds )?(?:(?:given |stated |specified |named )?(?:in|by|of|from) )?(?:the )?`?retry-after`?";
const AFTER_HEADER = new RegExp(
  `^(?:retry )?(?:wait for|wait|wait until|honou?r|respect|observe|obey|follow|use|after|according to|as per|per) ${FIELD}` +
    "(?: (?:response )?header)?(?:'s)?(?: (?:duration|value|time|delay|interval|seconds|period))?(?: (?:has )?(?:passed|elapsed))?(?: (?:if|when|where) (?:present|given|provided|set))?$",
);
const REFRESH =
  /^(?:(?:refresh|renew)(?:ing)? (?:the |your )?(?:access )?token|(?:get|obtain|fetch|request|use)(?:ing)? a (?:new|fresh) (?:access )?token|re-?authenticat(?:e|ing)|(?:retry )?(?:a |the )?(?:new|fresh|refreshed|renewed) (?:access )?token)$/;
const SEPARATOR =
  /\s*[,;()]\s*|\s+-\s+|\.\s+|\s+(?:and|then|with|using|for)\s+(?!retry-after|the (?:duration|time|value))|\s+after\s+(?=refreshing|renewing|getting|obtaining|fetching|re-?authenticating)/;

const numberOf = (word: string): number => WORDS[word] ?? Number(word);

/** How often a request may be sent in all, by one part of the phrase. */
const attemptsOf = (part: string): number | undefined => {
  if (ONCE.test(part)) return 2;
  if (TWICE.test(part)) return 3;
  const attempts = ATTEMPTS.exec(part)?.[1];
  if (attempts !== undefined) return numberOf(attempts);
  const retries = RETRIES.exec(part);
  if (retries) return numberOf(retries[1] ?? retries[2]!) + 1;
  const labelled = LABELLED.exec(part);
  if (!labelled) return undefined;
  const all = labelled[1] === "attempts" || labelled[1] === "tries";
  return numberOf(labelled[2]!) + (all ? 0 : 1);
};

/** What one part says; undefined where it cannot be read. */
const partOf = (part: string): RetryStrategy | undefined => {
  const text = part.replace(/ before (?:retrying|(?:the |each )?(?:next )?retry|trying again)$/, "");
  if (NEUTRAL.test(text) || JITTER.test(text)) return {};
  if (BACKOFF.test(text)) return { backoff: true };
  if (AFTER_HEADER.test(text)) return { afterHeader: true };
  if (REFRESH.test(text)) return { refresh: true };
  const attempts = attemptsOf(text);
  return attempts === undefined || attempts === 0 ? undefined : { attempts };
};

/**
 * What a phrase such as "Refresh token and retry once" or "Retry with exponential backoff (max 3 attempts)" asks of a
 * client; undefined for anything that is not wholly understood or asks nothing. Jitter excuses gaps that do not grow.
 */
export const retryStrategy = (phrase: string): RetryStrategy | undefined => {
  const text = phrase
    .trim()
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/\s*[–—]\s*|\s+-+\s+/g, " - ")
    .replace(/\s+/g, " ")
    .replace(/[.!]$/, "");
  const forbidden = FORBIDDEN.exec(text.replace(/\s*[:;,.(]\s+|\s+\(/, " - "));
  if (forbidden) return LIMITS_FORBIDDEN.test(forbidden[1] ?? "") ? undefined : { forbidden: true };

  const parts = text
    .split(SEPARATOR)
    .map((part) => part.replace(/^(?:and|then|with|using) (?:then )?/, ""))
    .filter((part) => part !== "");
  const strategy: RetryStrategy = {};
  for (const part of parts) {
    const said = partOf(part);
    if (!said || (said.attempts !== undefined && strategy.attempts !== undefined)) return undefined;
    Object.assign(strategy, said);
  }
  if (parts.some((part) => JITTER.test(part))) delete strategy.backoff;
  return Object.keys(strategy).length > 0 ? strategy : undefined;
};
