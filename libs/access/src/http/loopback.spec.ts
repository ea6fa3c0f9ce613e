import { foreignRequest } from "./loopback.ts";

it.each([
  [{ host: "localhost" }],
  [{ host: "LOCALHOST:4600" }],
  [{ host: "127.0.0.1:4600" }],
  [{ host: "[::1]:4600" }],
  [{ host: "localhost:4600", origin: "http://localhost:4600" }],
  [{ host: "localhost:4600", origin: "https://LOCALHOST:4600" }],
])("answers %j", (headers) => {
  expect(foreignRequest(headers)).toBeUndefined();
});

it.each([
  [{}],
  [{ host: "" }],
  [{ host: "example.com" }],
  [{ host: "127.0.0.1.example.com" }],
  [{ host: "localhost.example.com:4600" }],
  [{ host: "localhost@example.com" }],
  [{ host: "localhost:4600:80" }],
  [{ host: "localhost:4600", origin: "http://example.com" }],
  [{ host: "localhost:4600", origin: "http://localhost:5173" }],
  [{ host: "localhost:4600", origin: "http://127.0.0.1:4600" }],
  [{ host: "localhost:4600", origin: "null" }],
  [{ host: "localhost:4600", origin: "" }],
])("refuses %j", (headers) => {
  expect(foreignRequest(headers)).toMatch(/not answered/);
});
