import { SHOP } from "../../testing/shop.ts";
import { asks, AUTHENTICATION, broken, signals, verdicts } from "./tokens.fixture.ts";

const text = (value: string) => ({
  request: { headers: undefined, body: { state: "text" as const, text: value } },
});

describe("auth.token-request", () => {
  it.each<[string, Parameters<typeof asks>[2], string[]]>([
    ["as documented", {}, []],
    ["scopes in another order", { form: "grant_type=client_credentials&scope=stock%20carts" }, []],
    [
      "with a charset",
      { headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" } },
      [],
    ],
    ["another method", { method: "PUT" }, ["authentication.endpoints.token.url"]],
    [
      "another content type",
      { headers: { "content-type": "text/plain" } },
      ["authentication.endpoints.token.content_type"],
    ],
    ["no content type", { headers: {} }, ["authentication.endpoints.token.content_type"]],
    [
      "another grant",
      { form: "grant_type=password&scope=carts+stock" },
      ["authentication.request.grant_type"],
    ],
    ["no grant", { form: "scope=carts+stock" }, ["authentication.request.grant_type"]],
    [
      "another scope",
      { form: "grant_type=client_credentials&scope=admin" },
      ["authentication.request.scope"],
    ],
    [
      "everything else",
      { form: "scope=admin", headers: {} },
      ["authentication.endpoints.token.content_type"],
    ],
    ["a preflight", { method: "OPTIONS" }, []],
  ])("%s", (_, sketch, paths) => {
    const found = verdicts(asks(0, "a", sketch)).filter(({ rule }) => rule === "auth.token-request");
    expect(found.map(({ clause }) => clause.path)).toEqual(paths);
  });

  it("is muted where nothing was captured", () => {
    const uncaptured = {
      ...asks(0, "a"),
      request: { headers: undefined, body: { state: "absent" as const } },
    };
    const multipart = { ...asks(0, "a"), ...text("--b\r\nContent-Disposition: form-data\r\n") };
    expect(broken(uncaptured, multipart)).toEqual([]);
  });

  it("reads a JSON body, and lists all that differs", () => {
    const body = { state: "json" as const, value: { grant_type: "password", scope: ["carts", "stock"] } };
    const request = { ...asks(0, "a").request, body };
    expect(verdicts({ ...asks(0, "a"), request })).toMatchObject([
      { party: "consumer", severity: "error", evidence: { actual: { grant_type: "password" } } },
    ]);
  });

  it("lets a documented refresh token be traded in, and an unstated method be any", () => {
    const form = "grant_type=refresh_token&refresh_token=hmac:0123456789ab";
    const said = (block: string, sketch: Parameters<typeof asks>[2]) =>
      signals([block, SHOP.carts], asks(0, "a", sketch)).length;
    expect(said(AUTHENTICATION, { form })).toBe(1);
    expect(
      said(AUTHENTICATION.replace("  response:", "  response:\n    refresh_token: string"), { form }),
    ).toBe(0);
    expect(said(AUTHENTICATION.replace('method: "POST"', ""), { method: "PUT" })).toBe(0);
  });
});

describe("auth.token-response", () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ["as documented", {}, []],
    ["token_type in lower case", { token_type: "bearer" }, []],
    ["another token_type", { token_type: "mac" }, ["token_type"]],
    ["no access_token", { access_token: null }, ["access_token"]],
    ["an empty access_token", { access_token: "" }, ["access_token"]],
    ["no expires_in", { expires_in: null }, ["expires_in"]],
    ["60 s less", { expires_in: 3540 }, []],
    ["61 s less", { expires_in: 3539 }, ["expires_in"]],
    ["60 s more, as text", { expires_in: "3660" }, []],
    ["61 s more", { expires_in: 3661 }, ["expires_in"]],
    ["no number", { expires_in: "soon" }, ["expires_in"]],
    ["two at once", { token_type: "mac", expires_in: 1 }, ["token_type"]],
  ])("%s", (_, answer, members) => {
    const found = verdicts(asks(0, "a", { answer })).filter(({ rule }) => rule === "auth.token-response");
    expect(found.map(({ clause }) => clause.path.split(".").at(-1))).toEqual(members);
  });

  it("is the provider's, and muted where no body was captured or the request failed", () => {
    expect(verdicts(asks(0, "a", { answer: { token_type: "mac" } }))).toMatchObject([{ party: "provider" }]);
    expect(broken(asks(0, "a", { answer: null }), asks(60, "a", { status: 400 }))).toEqual([]);
  });

  it("takes a form for an answer, and a page for none", () => {
    const answering = (body: string) => ({
      ...asks(0, "a"),
      response: { status: 200, headers: undefined, body: { state: "text" as const, text: body } },
    });
    expect(broken(answering("access_token=x&token_type=bearer&expires_in=3600"))).toEqual([]);
    expect(verdicts(answering("<html></html>"))).toMatchObject([
      { evidence: { actual: ["no access_token", "no token_type", "no expires_in"] } },
    ]);
  });

  it("shows members that are no text as JSON", () => {
    const odd = { toString: 1, valueOf: 1 };
    expect(verdicts(asks(0, "a", { answer: { token_type: [odd], expires_in: odd } }))).toMatchObject([
      { evidence: { actual: [`token_type ${JSON.stringify(odd)}`, `expires_in ${JSON.stringify(odd)}`] } },
    ]);
  });

  it("asks for nothing that the document does not state", () => {
    const block = AUTHENTICATION.replace("    expires_in: 3600\n", "").replace(
      '    token_type: "Bearer"\n',
      "",
    );
    expect(signals([block, SHOP.carts], asks(0, "a", { answer: { token_type: 1, expires_in: 1 } }))).toEqual(
      [],
    );
  });
});
