import { percentage } from "./percentage.ts";

/** The factor of "10x production limits" (10) or "Same as production" (1); undefined for anything else. */
export const scale = (phrase: string): number | undefined => {
  const text = phrase.trim().toLowerCase().replace(/\s+/g, " ");
  if (/^(the )?same( limits?)?( as| like)?( in)? production( (rate )?limits?)?$/.test(text)) return 1;
  const match = /^(\d+(?:\.\d+)?)\s?(?:x|×|times)( the)? production('s)?( (rate )?limits?)?$/.exec(text);
  if (match) return positive(Number(match[1]));
  const part = /^(\d+(?:\.\d+)?\s?(?:%|percent)) of( the)? production('s)?( (rate )?limits?)?$/.exec(text);
  if (part) return positive(percentage(part[1] ?? ""));
  return /^half( of)?( the)? production('s)?( (rate )?limits?)?$/.test(text) ? 0.5 : undefined;
};

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 && Number.isFinite(value) ? value : undefined;
