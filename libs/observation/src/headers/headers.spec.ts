import { testRedactor } from "../testing/events-spec.ts";
import { decodeHeaders } from "./decode-headers.ts";

const redactor = testRedactor();
const read = (source: unknown) => [
  ...(decodeHeaders(source, "/data/request/headers", redactor)?.entries() ?? []),
];

describe("headers", () => {
  it.each([
    [
      "an object",
      { "Content-Type": "a", "X-Count": 3 },
      [
        ["content-type", "a"],
        ["x-count", "3"],
      ],
    ],
    ["arrays", { Via: ["a", 1] }, [["via", "a, 1"]]],
    [
      "pairs",
      [
        ["Via", "a"],
        ["x", 0],
        ["VIA", "b"],
      ],
      [
        ["via", "a, b"],
        ["x", "0"],
      ],
    ],
    ["two ways to write one name", { Accept: "a", accept: "b" }, [["accept", "a, b"]]],
    ["nulls and empty arrays", { a: null, b: [], c: "" }, [["c", ""]]],
    ["none", {}, []],
  ])("are read from %s", (_, source, expected) => expect(read(source)).toEqual(expected));

  it.each([undefined, null])("are not captured: %s", (source) =>
    expect(decodeHeaders(source, "", redactor)).toBeUndefined(),
  );

  it("take the names of object members as they are", () => {
    const headers = decodeHeaders(JSON.parse('{"__proto__":"p","constructor":"c"}'), "", redactor);
    expect(headers?.get("__proto__")).toBe("p");
    expect(headers?.get("constructor")).toBe("c");
    expect(headers?.get("toString")).toBeUndefined();
  });

  it("keep raw credentials to themselves", () => {
    const headers = decodeHeaders(
      { Authorization: "Bearer s3cret-value", Cookie: "sid=s3cret" },
      "",
      redactor,
    )!;
    expect(JSON.stringify({ ...headers })).not.toContain("s3cret");
    expect(headers.get("authorization")).toMatch(/^Bearer hmac:[0-9a-f]{12}$/);
    expect(headers.get("authorization")).toBe(headers.get("authorization"));
    expect(JSON.stringify([...headers.entries()])).not.toContain("s3cret");
  });

  it.each([
    [{ a: true }, "/data/request/headers/a"],
    [{ "a/b~c": {} }, "/data/request/headers/a~1b~0c"],
    [{ a: ["x", null] }, "/data/request/headers/a"],
    [[["a"]], "/data/request/headers"],
    [[[1, "a"]], "/data/request/headers"],
    ["a: b", "/data/request/headers"],
    [{ "": "a" }, "/data/request/headers"],
    [{ ["n".repeat(257)]: "a" }, "/data/request/headers"],
    [{ a: "v".repeat(65_537) }, "/data/request/headers"],
    [Array.from({ length: 257 }, (_, n) => [`h${n}`, "v"]), "/data/request/headers"],
  ])("refuses %.60j", (source, pointer) =>
    expect(() => read(source)).toThrow(expect.objectContaining({ reason: "INVALID_EVENT", pointer })),
  );

  it("outlive a flood of names", () => {
    for (let round = 0; round < 40; round++) {
      const many = Array.from({ length: 250 }, (_, n) => [`X-${round}-${n}`, n]);
      expect(read(many)).toHaveLength(250);
    }
    expect(read({ Accept: "a", ACCEPT: "b" })).toEqual([["accept", "a, b"]]);
  });
});
