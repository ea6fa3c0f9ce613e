import { readSpans } from "./read-spans.ts";

it.each([
  ["as it is", [{ text: "as it is" }]],
  [
    "**Version:** 1.0 of `POST /a`, *soon*",
    [
      { text: "Version:", voice: "strong" },
      { text: " 1.0 of " },
      { text: "POST /a", voice: "code" },
      { text: ", " },
      { text: "soon", voice: "emphasis" },
    ],
  ],
  ["[Docs](https://a.example/b)", [{ text: "Docs", href: "https://a.example/b" }]],
  ["[1.1](#L5)", [{ text: "1.1", href: "#L5" }]],
  ["[x](javascript:alert(1))", [{ text: "[x](javascript:alert(1))" }]],
  ["[x](data:text/html,1)", [{ text: "[x](data:text/html,1)" }]],
  ["<img src=x onerror=alert(1)>", [{ text: "<img src=x onerror=alert(1)>" }]],
  ["snake_case_name and 2 * 3 * 4", [{ text: "snake_case_name and 2 * 3 * 4" }]],
  ["** open, `open", [{ text: "** open, `open" }]],
])("reads %j", (text, spans) => {
  const read = readSpans(text);
  expect(
    read.reduce<typeof read>((joined, span) => {
      const last = joined.at(-1);
      if (last && Object.keys(last).length === 1 && Object.keys(span).length === 1) last.text += span.text;
      else joined.push({ ...span });
      return joined;
    }, []),
  ).toEqual(spans);
});

it("takes a long line of what could begin mark-up in its stride", () => {
  for (const piece of ["*a ", "[a](", "`a", "[", "**", "_a"]) {
    const text = piece.repeat(20_000);
    expect(
      readSpans(text)
        .map((span) => span.text)
        .join("").length,
    ).toBeGreaterThan(0);
  }
});
