import { compileMatcher, compileMatchers, InvalidMatcher } from "./matcher.ts";

const labels = { alertname: "sla.fast-burn", severity: "critical", endpoint: 'GET /a"b\\c' };

it.each([
  ["severity=critical", true],
  ['severity = "critical"', true],
  ['severity="crit"', false],
  ['severity!="critical"', false],
  ['client=""', true],
  ["client=", true],
  ['client!=""', false],
  ['alertname=~"sla\\..*"', true],
  ['alertname=~"sla"', false],
  ['alertname=~"slaX.*"', false],
  ['alertname!~"rate-limit\\..*"', true],
  ['severity=~"warning|error|critical"', true],
  ['severity=~"^critical$"', true],
  ['client=~".*"', true],
  ['endpoint="GET /a\\"b\\\\c"', true],
])("%s: %s", (text, expected) => {
  expect(compileMatcher(text)(labels)).toBe(expected);
});

it.each([
  "",
  "severity",
  "=x",
  "se verity=x",
  'a="',
  'a="b"c',
  'a=~"("',
  'a=~"(?=x)"',
  `a=${"x".repeat(1000)}`,
])("refuses %j", (text) => {
  expect(() => compileMatcher(text)).toThrow(InvalidMatcher);
});

it("takes all of them", () => {
  expect(compileMatchers(["severity=critical", "client="])(labels)).toBe(true);
  expect(compileMatchers(["severity=critical", "client=shop"])(labels)).toBe(false);
  expect(compileMatchers([])(labels)).toBe(true);
});

it("is done with a hostile pattern at once", () => {
  expect(compileMatcher('endpoint=~"(a+)+$"')({ endpoint: `${"a".repeat(50_000)}!` })).toBe(false);
});
