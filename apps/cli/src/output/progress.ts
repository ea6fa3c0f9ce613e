const EVERY_MS = 1000;

/** Tells progress on standard error, about once a second. */
export const progressOn = (
  what: string,
  write: (text: string) => void,
): ((at: number, end: number) => void) => {
  let toldMs = Date.now();
  return (at, end) => {
    if (Date.now() - toldMs < EVERY_MS) return;
    toldMs = Date.now();
    write(`${what}: ${at.toLocaleString("en")} of ${end.toLocaleString("en")}\n`);
  };
};
