import { execFileSync } from "node:child_process";
import { curlOf } from "./curl-of.ts";

const ENDPOINT = "https://shop.example.net/hooks?a=1&b=[2]";

/** The arguments that a shell hands to curl. */
const argumentsOf = (command: string): string[] =>
  execFileSync("/bin/sh", ["-c", `curl() { printf '%s\\0' "$@"; }\n${command}`])
    .toString()
    .split("\0")
    .slice(0, -1);

test("is a command that a person can read", () =>
  expect(
    curlOf({ endpoint: ENDPOINT, requestHeaders: [["content-type", "application/json"]] }, '{"a":1}').command,
  ).toBe(
    `curl --globoff --request POST \\
  --header 'content-type: application/json' \\
  --data-raw '{"a":1}' \\
  --url 'https://shop.example.net/hooks?a=1&b=[2]'`,
  ));

test.each([
  "it's",
  '$(touch /tmp/x) `id` "$HOME"',
  "'; rm -rf / #",
  "@/etc/passwd",
  "a\nb\\\nc\t\r\n",
  "é 日本 \u2028",
  "--output x",
  "!!",
  "",
])("hands a shell %j untouched", (payload) => {
  const { command, withBody } = curlOf({ endpoint: ENDPOINT, requestHeaders: [["x", payload]] }, payload);
  expect(withBody).toBe(true);
  const given = argumentsOf(command);
  expect(given[given.indexOf("--data-raw") + 1]).toBe(payload);
  expect(given.at(-1)).toBe(ENDPOINT);
});

test.each<[string, [string, string], string[]]>([
  ["of the connection", ["Content-Length", "7"], []],
  ["that would read a file", ["@/etc/passwd", "x"], []],
  ["that is no name", ["a b", "x"], []],
  ["with line breaks", ["a", "b\r\nc: d\n"], ["--header", "a: b c: d"]],
  ["without a value", ["a", ""], ["--header", "a;"]],
])("a header %s", (_name, header, expected) => {
  const given = argumentsOf(curlOf({ endpoint: ENDPOINT, requestHeaders: [header] }, undefined).command);
  expect(given.slice(3, -2)).toEqual(expected);
});

test.each<[string, string | undefined]>([
  ["is not kept", undefined],
  ["holds a null character", "a\0"],
  ["is longer than a shell takes", "x".repeat(200_000)],
])("a payload that %s is left out, and it says so", (_name, payload) => {
  const { command, withBody } = curlOf({ endpoint: ENDPOINT }, payload);
  expect(withBody).toBe(false);
  expect(command).not.toContain("--data-raw");
});
