/** A count as people write it, "10,000" or "1_000" or "60"; undefined for anything else. */
export const count = (phrase: string): number | undefined => {
  const text = phrase.trim();
  if (!/^\d{1,15}$|^\d{1,3}([,_ ]\d{3})+$/.test(text)) return undefined;
  const value = Number(text.replace(/[,_ ]/g, ""));
  return Number.isSafeInteger(value) ? value : undefined;
};

/** A decimal number such as "-1.5" or "1,000"; undefined for anything else. */
export const decimal = (phrase: string): number | undefined => {
  const text = phrase.trim();
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : count(text);
};
