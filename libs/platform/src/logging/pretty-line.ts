const COLOURS: Record<string, number> = { WARN: 33, ERROR: 31, FATAL: 31 };

const paint = (text: string, colour: number | undefined): string =>
  colour === undefined ? text : `\u001b[${colour}m${text}\u001b[0m`;

/** A JSON log line as `12:00:01 INFO  message name=value`; an error shows its message. */
export const prettyLine = (
  line: string,
  levels: Readonly<Record<number, string>>,
  colour: boolean,
): string => {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & {
    level: number;
    time: string;
    msg?: string;
    err?: { message: string };
  };
  const name = levels[level] ?? String(level);
  const words = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const error = err && err.message !== msg ? [`error=${JSON.stringify(err.message)}`] : [];
  return [
    time.slice(11, 19),
    paint(name.padEnd(5), colour ? COLOURS[name] : undefined),
    msg ?? "",
    ...words,
    ...error,
  ].join(" ");
};
