/** A text that PostgreSQL can hold: U+0000 and lone halves of surrogate pairs become U+FFFD. */
export const printable = (text: string): string => text.replaceAll(/[\p{Surrogate}\0]/gu, "\uFFFD");
