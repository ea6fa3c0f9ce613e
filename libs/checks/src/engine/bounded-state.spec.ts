import { AUTHENTICATION, asks, passes, uses } from "../auth/tokens/tokens.fixture.ts";
import { attempt, ERRORS, KEYED } from "../retry/retry.fixture.ts";
import { exchange, json } from "../testing/fixtures.ts";
import { load, SHOP } from "../testing/shop.ts";
import type { IntegrationState } from "../compiled-specification.ts";
import { compileSpecification } from "./compile-specification.ts";

const CLIENTS = 100_000;
/** A table of fixed words keeps its places for the keys to come. */
const IDEMPOTENCY = "idempotency.keys";
const MOST_BYTES_A_CLIENT = 2_048;
const DAY_S = 86_400;

/** About the bytes that a value takes. */
const weigh = (value: unknown): number => {
  if (typeof value === "string") return 16 + value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (value instanceof Map)
    return [...value].reduce((sum, [key, inner]) => sum + 32 + weigh(key) + weigh(inner), 0);
  if (value instanceof Set) return [...value].reduce<number>((sum, inner) => sum + 32 + weigh(inner), 0);
  return Object.values(value).reduce<number>((sum, inner) => sum + 8 + weigh(inner), 24);
};

const weightOf = ({ checks }: IntegrationState, but?: string): number =>
  [...checks].reduce((sum, [key, state]) => (key === but ? sum : sum + weigh(state)), 0);

describe("the state of all families", () => {
  const compiled = compileSpecification(load(SHOP.environments, AUTHENTICATION, SHOP.carts, KEYED, ERRORS));
  const state = compiled.initialState();
  const ignore = (): void => undefined;
  let clockMs = 0;
  const take = (one: ReturnType<typeof exchange>): void => {
    clockMs = Math.max(clockMs, one.timeMs);
    compiled.observe(state, one, clockMs, ignore);
    compiled.advance(state, clockMs, ignore);
  };

  it("holds 2 KB a client or less where 100,000 fetch tokens, use them, and fail", () => {
    for (let number = 0; number < CLIENTS; number += 1) {
      const client = `client-${number}`;
      const second = number / 100;
      take(asks(second, String(number), { client, answer: { expires_in: 600 } }));
      take(uses(second + 1, String(number), { client }));
      const failed = attempt({ key: `key-${number}`, body: { total: number } }, { client });
      take({ ...failed, timeMs: clockMs });
      take({
        ...failed,
        id: `${failed.id}-placed`,
        timeMs: clockMs,
        response: { status: 201, body: json({ id: number }) },
      });
    }
    expect(weightOf(state) / CLIENTS).toBeLessThan(MOST_BYTES_A_CLIENT);
  }, 120_000);

  it("lets go of them by event time", () => {
    const full = weightOf(state, IDEMPOTENCY);
    for (let day = 1; day <= 16; day += 1) {
      const client = "late";
      take(passes(day * DAY_S));
      take(asks(day * DAY_S + 1, `late-${day}`, { client }));
      take(uses(day * DAY_S + 2, `late-${day}`, { client }));
      const failed = attempt({ key: `late-${day}` }, { client });
      take({ ...failed, timeMs: clockMs });
    }
    const kept = [...state.checks].map(([key, value]) => `${key}: ${Math.round(weigh(value) / 1_024)} KB`);
    expect(weightOf(state, IDEMPOTENCY) < full / 20 ? [] : kept).toEqual([]);
  });
});
