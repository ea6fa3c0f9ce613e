import type { ReactNode } from "react";

/** The way to a table as CSV, with the filters that the table stands under. */
export const CsvLink = (props: {
  path: string;
  query: Readonly<Record<string, string | undefined>>;
}): ReactNode => {
  const set = Object.entries(props.query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return (
    <a href={`${props.path}?${new URLSearchParams([...set, ["format", "csv"]])}`} download>
      CSV
    </a>
  );
};
