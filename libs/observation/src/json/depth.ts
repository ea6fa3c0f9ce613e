const QUOTE = 34;
const BACKSLASH = 92;

const fewerThan = (text: string, bracket: string, limit: number): number => {
  let count = 0;
  for (let at = text.indexOf(bracket); at !== -1 && count <= limit; at = text.indexOf(bracket, at + 1))
    count++;
  return count;
};

/** Whether objects and arrays in a JSON text stand more than `limit` deep; to be asked before it is parsed. */
export const exceedsDepth = (text: string, limit: number): boolean => {
  const objects = fewerThan(text, "{", limit);
  if (objects <= limit && objects + fewerThan(text, "[", limit) <= limit) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) {
        if (text.charCodeAt(at) === BACKSLASH) at++;
      }
    } else if (code === 123 || code === 91) {
      if (++depth > limit) return true;
    } else if (code === 125 || code === 93) depth--;
  }
  return false;
};

/** Whether objects and arrays in a parsed value stand more than `limit` deep. */
export const isDeeperThan = (value: unknown, limit: number): boolean => {
  if (typeof value !== "object" || value === null) return false;
  if (limit === 0) return true;
  return Object.values(value).some((member) => isDeeperThan(member, limit - 1));
};
