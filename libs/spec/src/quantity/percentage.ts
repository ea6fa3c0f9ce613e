/** The ratio of "99.9%" (0.999); undefined for anything else. */
export const percentage = (phrase: string): number | undefined => {
  const match = /^(\d{1,6})(?:\.(\d{1,9}))?\s*(?:%|percent)$/i.exec(phrase.trim());
  if (!match) return undefined;
  const decimals = match[2] ?? "";
  return Number(`${match[1] ?? ""}${decimals}`) / (100 * 10 ** decimals.length);
};
