import { InvalidArgumentError } from "commander";
import { eachOf, listOf, oneOf, wholeNumber } from "./options.ts";

it("oneOf takes its words alone", () => {
  const parse = oneOf(["text", "json"]);
  expect(parse("json")).toBe("json");
  for (const given of ["", "JSON", "xml"])
    expect(() => parse(given)).toThrow(new InvalidArgumentError("It takes one of text, json."));
});

it.each([
  ["a", ["a"]],
  ["a,b", ["a", "b"]],
  [" a , ,b,", ["a", "b"]],
  ["", []],
])("listOf divides %j", (given, words) => expect(listOf(given)).toEqual(words));

it.each(["-1", "1.5", "many", "1e400", "NaN"])("wholeNumber refuses %j", (given) =>
  expect(() => wholeNumber(0)(given)).toThrow("It takes a whole number from 0."),
);

it("wholeNumber takes its least and what is above", () => {
  expect([wholeNumber(1)("1"), wholeNumber(1)("250000")]).toEqual([1, 250_000]);
  expect(() => wholeNumber(1)("0")).toThrow("It takes a whole number from 1.");
});

it("eachOf gathers", () =>
  expect(["a", "b"].reduce((all, one) => eachOf(one, all), [] as string[])).toEqual(["a", "b"]));
