import { csvOf } from "./csv.ts";

const columns = {
  name: (row: { name: string; count?: number | null }) => row.name,
  count: (row: { count?: number | null }) => row.count,
};

it("quotes what needs it, and leaves empty what is unknown", () => {
  const rows = [{ name: "plain", count: 1 }, { name: 'a "b", c\nd', count: null }, { name: "" }];
  expect(csvOf(columns, rows)).toBe('name,count\r\nplain,1\r\n"a ""b"", c\nd",\r\n,\r\n');
});

it.each(["=1+1", "+1", "-1", "@x", "\tx"])("gives %j to no spreadsheet as a formula", (name) => {
  expect(csvOf(columns, [{ name, count: -1 }])).toBe(`name,count\r\n'${name},-1\r\n`);
});
