import { splitUrl } from "./split-url.ts";

describe("splitUrl", () => {
  it.each([
    ["https://api.example.com/api/v1/orders?x=1", "https", "api.example.com", "/api/v1/orders", "x=1"],
    ["HTTPS://API.Example.COM:443/a", "https", "api.example.com", "/a", ""],
    ["http://api.example.com:080/a", "http", "api.example.com", "/a", ""],
    ["http://api.example.com:443/a", "http", "api.example.com:443", "/a", ""],
    ["https://api.example.com", "https", "api.example.com", "/", ""],
    ["https://api.example.com?x=/1", "https", "api.example.com", "/", "x=/1"],
    ["https://api.example.com./a/", "https", "api.example.com", "/a", ""],
    ["https://user:p@ss@api.example.com/a", "https", "api.example.com", "/a", ""],
    ["https://api.example.com/a#token=1?x=2", "https", "api.example.com", "/a", ""],
    ["https://[2001:DB8::1]:8443/a", "https", "[2001:db8::1]:8443", "/a", ""],
    ["https://[::1]/a", "https", "[::1]", "/a", ""],
    ["http://[0:0:0:0:0:0:0:1]:8080/a", "http", "[::1]:8080", "/a", ""],
    ["https://bücher.example/a", "https", "xn--bcher-kva.example", "/a", ""],
    ["http://order_service:8080/x", "http", "order_service:8080", "/x", ""],
    ["/api/v1/orders/?next=https://x.example", undefined, "", "/api/v1/orders", "next=https://x.example"],
    ["//api.example.com/a", undefined, "api.example.com", "/a", ""],
    ["/", undefined, "", "/", ""],
    ["*", undefined, "", "*", ""],
    ["/a//", undefined, "", "/a", ""],
    ["/%7euser/%2f%e2%82%ac", undefined, "", "/~user/%2F%E2%82%AC", ""],
    ["/caf\u00e9 1", undefined, "", "/caf%C3%A9%201", ""],
    ["/100%/%zz", undefined, "", "/100%/%zz", ""],
    ["/\ud800", undefined, "", "/%EF%BF%BD", ""],
    ["/%41%62c?%41", undefined, "", "/Abc", "%41"],
  ])("splits %s", (text, scheme, host, path, query) =>
    expect(splitUrl(text)).toEqual({ scheme, host, path, query }),
  );

  it.each([
    "",
    "api.example.com/orders",
    "ftp://api.example.com/a",
    "https:///a",
    "https://api.example.com:99999/a",
    "https://api.example.com:8a/a",
    "https://api example.com/a",
    "https://a%41.example/a",
    "https:/api.example.com/a",
    "mailto:a@b.example",
    "x".repeat(40_000),
  ])("refuses %.40s", (text) => expect(splitUrl(text)).toBeUndefined());

  it("keeps apart what shares a prefix, in runs", () => {
    const hosts = [
      "https://a.example/1",
      "https://a.example/2",
      "https://a.example.net/3",
      "https://a.exampl/4",
    ];
    expect(hosts.map((url) => splitUrl(url)?.host)).toEqual([
      "a.example",
      "a.example",
      "a.example.net",
      "a.exampl",
    ]);
  });
});
