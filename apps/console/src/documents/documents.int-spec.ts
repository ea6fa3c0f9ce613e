import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import type { DocumentView } from "./document-schemas.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

const document = async (query: string): Promise<DocumentView> =>
  (await served.get<DocumentView>(`/api/v1/integrations/shop-parcels/document?${query}`)).body;

const MARCH = "from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z";

it("shows the text with its clauses and what broke them", async () => {
  const { files, sections, clauses, title } = await document(MARCH);
  expect(title).toBe("Shop ↔ Parcels");
  expect(files[0]?.blocks.map(({ kind, line }) => [kind, line])).toEqual([
    ["lines", 1],
    ["heading", 5],
    ["lines", 8],
  ]);
  expect(sections).toEqual([{ title: "Shop ↔ Parcels", file: "parcels.md", line: 5, clauses: 2 }]);
  expect(clauses).toMatchObject([
    {
      path: "environments.production.base_url",
      line: 10,
      exercised: { state: "broken" },
      rules: [{ id: "environment.unknown-origin" }],
      breaches: {
        violations: 5,
        occurrences: 5,
        severity: "error",
        lastAt: "2024-03-01T10:04:00.000Z",
        parties: ["consumer"],
        clients: ["shop"],
        latestId: "v4",
      },
    },
    { path: "environments.production.data", exercised: { state: "not-enforced" } },
  ]);
});

it("does not take for held what is not broken in the period, or not in the environment", async () => {
  for (const query of ["from=2024-03-02T00:00:00Z", `${MARCH}&environment=production`]) {
    const { clauses } = await document(query);
    expect(clauses.map(({ exercised }) => exercised.state)).toEqual(["no-data", "not-enforced"]);
  }
});

it("counts only violations that had opened by the period's end", async () => {
  const { clauses } = await document("from=2024-03-01T00:00:00Z&to=2024-03-01T10:02:00Z");
  expect(clauses[0]?.breaches).toMatchObject({ violations: 2, latestId: "v0" });
});

it("lists what lint found, with its lines", async () => {
  const { findings } = await document(MARCH);
  expect(findings).toContainEqual(expect.objectContaining({ rule: "lint.clause-not-enforced", line: 11 }));
});

it.each([
  ["shop-parcels/document", 400],
  ["shop-parcels/document?from=yesterday", 400],
  [`shop-parcels/document?from=2024-03-02T00:00:00Z&to=2024-03-01T00:00:00Z`, 400],
  [`nobody/document?${MARCH}`, 404],
  [`other/document?${MARCH}`, 404],
])("answers %s with %i", async (path, status) => {
  expect((await served.get(`/api/v1/integrations/${path}`)).status).toBe(status);
});
