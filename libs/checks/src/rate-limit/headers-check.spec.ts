import { clause } from "../testing/fixtures.ts";
import {
  brief,
  burst,
  call,
  entry,
  header,
  HEADERS,
  MINUTE,
  perDay,
  perMinute,
  run,
  T,
} from "./rate-limit.fixture.ts";

const HOUR = 3_600_000;
const things = clause("endpoint", "endpoint[GET /things]", { method: "GET", path: "/things" });
const SAID = { "X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "9", "X-RateLimit-Reset": "60" };
const without = (name: keyof typeof SAID) => ({ ...SAID, [name]: undefined }) as Record<string, string>;
const defined = (headers: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined));

describe("rate-limit.headers-missing", () => {
  const clauses = [things, ...HEADERS, perMinute(10)];

  it("is an episode for each endpoint and UTC hour that lists what is missing", () => {
    const headers = defined(without("X-RateLimit-Reset"));
    const other = { ...call(T).url, path: "/others" };
    const others = clause("endpoint", "endpoint[GET /others]", { method: "GET", path: "/others" });
    const told = run(
      [...clauses, others],
      [
        call(T, { headers }),
        call(T + HOUR - 1, { headers }),
        { ...call(T + HOUR - 1, { headers }), url: other },
        call(T + HOUR, { headers }),
      ],
    );
    expect(brief(told)).toEqual([
      "headers-missing warning 2",
      "headers-missing warning 1",
      "headers-missing warning 1",
    ]);
    expect(told[0]).toMatchObject({
      clause: "rate_limits.headers.X-RateLimit-Reset",
      verdict: { party: "provider", evidence: { missing: ["X-RateLimit-Reset"] } },
    });
  });

  it.each([
    ["all there", call(T, { headers: SAID }), 0],
    ["headers not captured", call(T), 0],
    ["no response", call(T, { response: undefined, failure: "timeout" }), 0],
    ["an unknown client", call(T, { headers: {}, client: undefined }), 1],
    ["a sampled event", call(T, { headers: {}, partial: true }), 1],
    ["an undocumented endpoint", call(T, { headers: {}, method: "PUT" }), 0],
  ])("%s", (_, exchange, count) => {
    expect(run(clauses, [exchange])).toHaveLength(count);
  });

  it("covers paths that only an entry names, and expects Retry-After of no answer", () => {
    const retry = header("Retry-After", "other");
    expect(run([...HEADERS, entry("/things", 10, "GET")], [call(T, { headers: {} })])).toHaveLength(1);
    expect(run([...clauses, retry], [call(T, { headers: SAID })])).toEqual([]);
  });
});

describe("rate-limit.headers-wrong", () => {
  const told = (said: Record<string, string | undefined>, ...more: unknown[]) =>
    run(
      [...HEADERS, perMinute(10), perDay(1_000), ...more],
      [call(T, { headers: defined({ ...SAID, ...said }) })],
    ).map(({ verdict }) => (verdict.evidence["headers"] as { name: string }[]).map(({ name }) => name));
  const [LIMIT, REMAINING, RESET] = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];

  it.each<[Record<string, string | undefined>, string[]]>([
    [{}, []],
    [{ [LIMIT!]: "1000", [REMAINING!]: "999", [RESET!]: "40000" }, []],
    [{ [LIMIT!]: "11" }, [LIMIT!]],
    [{ [LIMIT!]: "ten" }, [LIMIT!]],
    [{ [LIMIT!]: "10, 10;w=60" }, []],
    [{ [REMAINING!]: "0" }, []],
    [{ [REMAINING!]: "10" }, []],
    [{ [REMAINING!]: "11" }, [REMAINING!]],
    [{ [REMAINING!]: "-1" }, [REMAINING!]],
    [{ [REMAINING!]: "1.5" }, [REMAINING!]],
    [{ [REMAINING!]: "999", [LIMIT!]: undefined }, []],
    [{ [RESET!]: "0" }, []],
    [{ [RESET!]: "62" }, []],
    [{ [RESET!]: "63" }, [RESET!]],
    [{ [RESET!]: String((T + MINUTE) / 1000) }, []],
    [{ [RESET!]: String(T + MINUTE) }, []],
    [{ [RESET!]: String(T - 1_999) }, []],
    [{ [RESET!]: String(T - 2_000) }, [RESET!]],
    [{ [RESET!]: "1704067200" }, [RESET!]],
    [{ [RESET!]: "later" }, [RESET!]],
    [{ [LIMIT!]: "5", [REMAINING!]: "6", [RESET!]: "x" }, [LIMIT!, REMAINING!, RESET!]],
  ])("%j", (said, wrong) => {
    expect(told(said)).toEqual(wrong.length === 0 ? [] : [wrong]);
  });

  it("knows the limit that governs the request", () => {
    expect(told({}, entry("/things", 30, "GET"))).toEqual([[LIMIT]]);
    expect(told({ [LIMIT!]: "30", [REMAINING!]: "29" }, entry("/things", 30, "GET"))).toEqual([]);
    expect(told({ [LIMIT!]: "15" }, burst())).toEqual([[LIMIT]]);
  });

  it("knows the environment's scale, and is muted where nobody can tell", () => {
    const scaled = clause("environment.rate-limits", "environments.sandbox.rate_limits", {
      environment: "sandbox",
      scale: 10,
    });
    const at = (environment: string | undefined, limit: string) =>
      run(
        [...HEADERS, perMinute(10), scaled],
        [call(T, { environment, headers: { ...SAID, "X-RateLimit-Limit": limit } })],
      ).length;
    expect([at("sandbox", "100"), at("sandbox", "10"), at("production", "10"), at(undefined, "7")]).toEqual([
      0, 1, 0, 0,
    ]);
  });

  it("reads the IETF's fields alike", () => {
    const fields = [header("RateLimit", "other"), header("RateLimit-Policy", "policy")];
    const at = (field: string, policy: string) =>
      run(
        [...fields, perMinute(10)],
        [call(T, { headers: { RateLimit: field, "RateLimit-Policy": policy } })],
      );
    expect(at('"default";r=9;t=30', '"default";q=10;w=60')).toEqual([]);
    expect(brief(at('"default";r=11;t=30', '"default";q=10;w=60'))).toEqual(["headers-wrong warning 1"]);
    expect(brief(at('"default";r=9;t=300', '"default";q=10;w=60'))).toEqual(["headers-wrong warning 1"]);
    expect(brief(at('"default";r=9;t=30', '"default";q=12;w=60'))).toEqual(["headers-wrong warning 1"]);
    expect(brief(at("limit=12, remaining=3, reset=3", ""))).toEqual(["headers-wrong warning 1"]);
  });

  it("counts windows by the IETF's field as by the others", () => {
    const clauses = [header("RateLimit", "other"), perMinute(10)];
    const calls = (count: number) =>
      Array.from({ length: count }, (_, n) =>
        call(T + n * 1_000, { status: 503, headers: { RateLimit: `"default";r=0;t=${60 - n}` } }),
      );
    expect(run(clauses, calls(10))).toEqual([]);
    expect(brief(run(clauses, calls(11)))).toEqual(["exceeded error 1"]);
  });
});
