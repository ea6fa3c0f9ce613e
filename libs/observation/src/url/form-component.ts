/** A name or value of a query string or form, decoded (`+` is a space); text that is wrongly encoded stays as it is. */
export const formComponent = (text: string): string => {
  if (!text.includes("%") && !text.includes("+")) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
};
