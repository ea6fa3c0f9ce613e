import type { Exchange } from "#observation";
import { exchange } from "../../testing/fixtures.ts";
import { SHOP } from "../../testing/shop.ts";
import { asks, AUTHENTICATION, signals, uses } from "./tokens.fixture.ts";

const LIVE = "https://api.shop.test/carts";
const TRIAL = "https://trial.shop.test/carts";
const environments = (text: string) => `${SHOP.environments}    credentials: "${text}"\n`;
const said = (text: string, ...log: Exchange[]) =>
  signals([environments(text), AUTHENTICATION, SHOP.carts], ...log).flatMap((signal) =>
    signal.kind === "breach" && signal.verdict.rule === "auth.shared-credential" ? signal.verdict : [],
  );
const SEPARATE = "Separate API keys for trials";

describe("auth.shared-credential", () => {
  it("is told once for a credential in two environments, whichever comes first", () => {
    const log = [uses(0, "a", { url: LIVE }), uses(1, "a", { url: TRIAL }), uses(2, "a", { url: LIVE })];
    expect(said(SEPARATE, ...log)).toMatchObject([
      {
        party: "consumer",
        severity: "error",
        environment: "trial",
        clause: { path: "environments.trial.credentials" },
        causes: [{ id: log[0]!.id }, { id: log[1]!.id }],
      },
    ]);
    expect(said(SEPARATE, log[1]!, log[2]!)).toMatchObject([{ environment: "live" }]);
  });

  it("says nothing of different credentials, of one environment, or of an unknown one", () => {
    expect(said(SEPARATE, uses(0, "a", { url: LIVE }), uses(1, "b", { url: TRIAL }))).toEqual([]);
    expect(said(SEPARATE, uses(0, "a", { url: TRIAL }), uses(1, "a", { url: TRIAL }))).toEqual([]);
    const elsewhere = uses(1, "a", { url: LIVE, environment: "somewhere" });
    expect(said(SEPARATE, uses(0, "a", { url: TRIAL }), elsewhere)).toEqual([]);
  });

  it("says nothing where no environment asks for it", () => {
    expect(said("Same API keys", uses(0, "a", { url: LIVE }), uses(1, "a", { url: TRIAL }))).toEqual([]);
  });

  it("does not take what stands for any credential for one", () => {
    const masked = (url: string) =>
      exchange({ url, request: { headers: { Authorization: "Bearer hmac:x" } } });
    const key = (url: string, value: string) => exchange({ url, request: { headers: { "X-Key": value } } });
    const block = AUTHENTICATION.replace("Authorization: Bearer {access_token}", "X-Key: {key}");
    const of = (value: string) =>
      signals([environments(SEPARATE), block, SHOP.carts], key(LIVE, value), key(TRIAL, value)).length;
    expect(of("*****")).toBe(0);
    expect(of("undefined")).toBe(0);
    expect(of("k-1")).toBe(1);
    expect(said(SEPARATE, masked(LIVE), masked(TRIAL))).toHaveLength(1);
  });

  const at = (url: string, form: string) => asks(0, "a", { url: `${url}/oauth/token`, form, status: 400 });
  it.each<[string, string, string, number]>([
    [SEPARATE, "client_id=web&client_secret=one", "client_id=web&client_secret=one", 1],
    [SEPARATE, "client_id=web&client_secret=one", "client_id=web&client_secret=two", 0],
    [SEPARATE, "client_id=web&client_secret=***", "client_id=web&client_secret=***", 0],
    [SEPARATE, "client_id=web", "client_id=web", 0],
    ["Separate client id and secret", "client_id=web", "client_id=web", 1],
    ["Separate client id and secret", "client_id=web", "client_id=trial-web", 0],
  ])("%s: %s and %s", (text, live, trial, count) => {
    const log = [at("https://api.shop.test", live), at("https://trial.shop.test", trial)];
    expect(said(text, ...log)).toHaveLength(count);
  });
});
