const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
} as const;

export type Colour = keyof typeof CODES;

/** Colour only on a terminal, and never with NO_COLOR (https://no-color.org). */
export const isColoured = (stream: { isTTY?: boolean }): boolean =>
  stream.isTTY === true && !process.env["NO_COLOR"];

/** The text in a colour, or as it is. */
export const paint = (text: string, colour: Colour, coloured: boolean): string =>
  coloured ? `\u001b[${CODES[colour][0]}m${text}\u001b[${CODES[colour][1]}m` : text;
