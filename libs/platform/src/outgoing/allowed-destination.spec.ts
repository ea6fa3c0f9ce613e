import { isAllowedDestination, isDestination } from "./allowed-destination.ts";

const ALLOWED = ["https://shop.example.net/hooks", "http://127.0.0.1:9000", "https://api.example.com/v1/"];

it.each([
  ["https://shop.example.net/hooks", true],
  ["https://SHOP.example.net:443/hooks/orders?id=7", true],
  ["http://127.0.0.1:9000/anything", true],
  ["https://api.example.com/v1/x", true],
  ["https://api.example.com/v1", false],
  ["https://shop.example.net/hooksmith", false],
  ["https://shop.example.net/", false],
  ["https://shop.example.net/hooks/../admin", false],
  ["https://shop.example.net/hooks/%2e%2e/admin", false],
  ["https://shop.example.net/hooks/..%2fadmin", false],
  ["https://shop.example.net/hooks/..;/admin", false],
  ["http://shop.example.net/hooks", false],
  ["https://shop.example.net:8443/hooks", false],
  ["https://shop.example.net.evil.example/hooks", false],
  ["https://shop.example.net@evil.example/hooks", false],
  ["https://evil@shop.example.net/hooks", false],
  ["ftp://shop.example.net/hooks", false],
  ["nonsense", false],
])("%s is allowed: %s", (url, expected) => expect(isAllowedDestination(url, ALLOWED)).toBe(expected));

it("nothing is allowed where nobody allowed anything", () =>
  expect(isAllowedDestination("https://shop.example.net/hooks", [])).toBe(false));

it.each([
  ["https://shop.example.net", true],
  ["https://shop.example.net/hooks?x=1", false],
  ["https://shop.example.net/?", false],
  ["https://user@shop.example.net", false],
  ["file:///etc/passwd", false],
  ["shop.example.net", false],
])("%s can be a destination: %s", (text, expected) => expect(isDestination(text)).toBe(expected));
