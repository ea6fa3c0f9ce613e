import type { RetryStrategy } from "../clause.ts";
import { retryStrategy } from "./retry-strategy.ts";

describe("retryStrategy", () => {
  it.each<[string, RetryStrategy]>([
    ["Do not retry", { forbidden: true }],
    ["Do not retry.", { forbidden: true }],
    ["Do not retry - fix request and resubmit", { forbidden: true }],
    ["Do not retry – verify the account", { forbidden: true }],
    ["Do not retry: correct the body first", { forbidden: true }],
    ["Do not retry (the card was refused)", { forbidden: true }],
    ["Don't retry", { forbidden: true }],
    ["Never retry", { forbidden: true }],
    ["Must not be retried", { forbidden: true }],
    ["Not retryable", { forbidden: true }],
    ["Non-retryable", { forbidden: true }],
    ["No retry", { forbidden: true }],
    ["No retries", { forbidden: true }],
    ["Refresh token and retry once", { refresh: true, attempts: 2 }],
    ["Refresh the access token, then retry once", { refresh: true, attempts: 2 }],
    ["Retry once after refreshing the token", { refresh: true, attempts: 2 }],
    ["Retry once with a new token", { refresh: true, attempts: 2 }],
    ["Re-authenticate and retry", { refresh: true }],
    ["Retry once", { attempts: 2 }],
    ["Retry twice", { attempts: 3 }],
    ["Retry 0 times", { attempts: 1 }],
    ["Retry up to 3 times", { attempts: 4 }],
    ["Retry up to three times", { attempts: 4 }],
    ["Retry at most 2 times", { attempts: 3 }],
    ["max 5 retries", { attempts: 6 }],
    ["Max retries: 5", { attempts: 6 }],
    ["Max attempts: 5", { attempts: 5 }],
    ["At most 5 attempts", { attempts: 5 }],
    ["Retry with exponential backoff", { backoff: true }],
    ["Retry with exponential back-off", { backoff: true }],
    ["Retry with exponential backoff (max 3 attempts)", { backoff: true, attempts: 3 }],
    ["Retry with exponential backoff (max 1 attempt)", { backoff: true, attempts: 1 }],
    ["Exponential backoff, at most 5 attempts", { backoff: true, attempts: 5 }],
    ["Exponential backoff, max 3 retries", { backoff: true, attempts: 4 }],
    ["Exponential backoff with jitter, max 5 attempts", { attempts: 5 }],
    ["Wait for Retry-After header duration", { afterHeader: true }],
    ["Wait for the duration in the Retry-After header", { afterHeader: true }],
    ["Wait for Retry-After, then retry once", { afterHeader: true, attempts: 2 }],
    ["Honor Retry-After", { afterHeader: true }],
    ["Honour the Retry-After header", { afterHeader: true }],
    ["Respect `Retry-After` if present", { afterHeader: true }],
    ["Retry after Retry-After seconds", { afterHeader: true }],
    [
      "Honor Retry-After and retry with exponential backoff, max 4 attempts",
      { afterHeader: true, backoff: true, attempts: 4 },
    ],
  ])("reads %p", (phrase, expected) => {
    expect(retryStrategy(phrase)).toEqual(expected);
  });

  it.each([
    "",
    "Retry",
    "Wait",
    "Retry after 30 seconds",
    "Retry immediately",
    "Retry later",
    "Retry with backoff",
    "Retry with exponential backoff, 3 times, max 5 attempts",
    "Exponential backoff with jitter",
    "Fetch current state and reconcile",
    "Do not retry immediately",
    "Do not retry more than 3 times",
    "Do not retry before Retry-After",
    "Do not retry - wait for Retry-After",
    "Do not retry, unless the token was refreshed",
    "Do not retry without a new token",
    "Retry once, at most every hour",
    "Retry if the amount is small",
    "none",
  ])("does not guess at %p", (phrase) => {
    expect(retryStrategy(phrase)).toBeUndefined();
  });
});
