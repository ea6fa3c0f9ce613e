import {
  REVISION,
  startConsole,
  UNKNOWN_REVISION,
  type ConsoleUnderTest,
} from "../testing/console-under-test.ts";
import { SPECIFICATION_TEXT } from "../testing/parcels.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

it("lists them with open violations and the share enforced", async () => {
  const { items } = (await served.get("/api/v1/integrations")).body;
  expect(items).toEqual([
    {
      id: "other",
      title: "other",
      revision: UNKNOWN_REVISION,
      activatedAt: "2024-03-01T10:00:00.000Z",
      environments: [],
      open: { info: 0, warning: 0, error: 0, critical: 0 },
    },
    {
      id: "shop-parcels",
      title: "Shop ↔ Parcels",
      revision: REVISION,
      activatedAt: "2024-03-01T10:00:00.000Z",
      environments: ["production"],
      open: { info: 0, warning: 2, error: 3, critical: 0 },
      clauses: { total: 2, enforced: 1, share: 0.5 },
    },
  ]);
});

it("shows one", async () => {
  expect((await served.get("/api/v1/integrations/shop-parcels")).body).toMatchObject({
    title: "Shop ↔ Parcels",
    clauses: { share: 0.5 },
  });
});

it("lists its clauses with what becomes of them", async () => {
  const untouched = {
    exercised: { count: 0, lastAt: null, samples: null },
    violated: { count: 0, open: 0, lastAt: null, severity: null, parties: [], clients: [], rules: [] },
  };
  const url = "/api/v1/integrations/shop-parcels/clauses?from=2024-04-01T00:00:00Z&to=2024-04-02T00:00:00Z";
  expect((await served.get(url)).body).toEqual({
    integration: "shop-parcels",
    revision: REVISION,
    environment: null,
    from: "2024-04-01T00:00:00.000Z",
    to: "2024-04-02T00:00:00.000Z",
    measuredUntil: null,
    states: expect.objectContaining({ "no-data": 1, "not-enforced": 1, held: 0 }) as unknown,
    total: 2,
    enforced: 1,
    share: 0.5,
    items: [
      {
        kind: "environment.base-url",
        path: "environments.production.base_url",
        file: "parcels.md",
        line: 10,
        column: 5,
        text: 'base_url: "https://api.parcels.example"',
        enforcedBy: ["environment.unknown-origin"],
        ...untouched,
        exercised: { ...untouched.exercised, state: "no-data" },
      },
      {
        kind: "statement",
        path: "environments.production.data",
        file: "parcels.md",
        line: 11,
        column: 5,
        text: 'data: "Reset daily"',
        enforcedBy: [],
        reasonNot: expect.stringContaining("prose"),
        ...untouched,
        exercised: { ...untouched.exercised, state: "not-enforced" },
      },
    ],
  });
});

it.each(["", `?revision=${REVISION}`])("gives its text as written%s", async (query) => {
  expect((await served.get(`/api/v1/integrations/shop-parcels/specification${query}`)).body).toEqual({
    integration: "shop-parcels",
    title: "Shop ↔ Parcels",
    revision: REVISION,
    files: [{ name: "parcels.md", text: SPECIFICATION_TEXT }],
  });
});

it.each([
  ["nobody", 404],
  ["nobody/clauses", 404],
  ["other/clauses", 404],
  ["other/specification", 404],
  [`other/specification?revision=${REVISION}`, 404],
  [`shop-parcels/specification?revision=${UNKNOWN_REVISION}`, 404],
  ["shop-parcels/specification?revision=latest", 400],
  ["%00", 404],
])("answers %s with %i", async (path, status) => {
  expect((await served.get(`/api/v1/integrations/${path}`)).body).toMatchObject({
    type: "about:blank",
    status,
  });
});
