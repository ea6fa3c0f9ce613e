import { clausesOf } from "../specification.ts";
import { ofYaml } from "../testing/load.ts";

const replays = (steps: readonly string[], more = "") => {
  const list = steps.map((step) => `      - ${JSON.stringify(step)}\n`).join("");
  const text = `test_scenarios:\n  idempotency:\n${more}    steps:\n${list}`;
  return clausesOf(ofYaml(text), "idempotency.replay").map(({ path, parameters }) => [path, parameters]);
};

const FIRST = ["Place an order with X-Idempotency-Key: k-1", "Response: 201 Created, order_id: ORD-7"];
const HEADER = "X-Idempotency-Key";

describe("an idempotency scenario's steps", () => {
  it("state at their own line how a repetition is answered", () => {
    const steps = [...FIRST, "Place it again, key and all", "Response: 200 OK, order_id: ORD-201 (no other)"];
    expect(replays(steps)).toEqual([
      ["test_scenarios.idempotency.steps[3]", { header: HEADER, status: 200 }],
    ]);
  });

  it.each<[string, string[], number]>([
    ["in one step", [...FIRST, "Repeat the request: expect 409"], 409],
    ["as the same request", [...FIRST, "Send same request with same idempotency key", "Returns 200"], 200],
    ["after a look", [...FIRST, "Look at the order", "Send the request once more", "Status 201"], 201],
  ])("are read %s", (_, steps, status) => {
    expect(replays(steps)).toEqual([[expect.any(String), { header: HEADER, status }]]);
  });

  it("name the endpoint, or take the scenario's", () => {
    const steps = [
      "POST /carts, Idempotency-Key: 1",
      "Response 201",
      "POST /carts, same key",
      "Response 200",
    ];
    const endpoint = { method: "POST", path: "/carts" };
    expect(replays(steps)).toEqual([
      [expect.any(String), { endpoint, header: "Idempotency-Key", status: 200 }],
    ]);
    const request = "    request: { method: POST, path: /bills }\n";
    const bills = { method: "POST", path: "/bills" };
    expect(replays([...FIRST, "Again", "Response: 200"], request)).toEqual([
      [expect.any(String), { endpoint: bills, header: HEADER, status: 200 }],
    ]);
  });

  it.each<[string, string[]]>([
    ["nothing is sent again", [...FIRST, "Fetch the order", "Response: 200 OK"]],
    ["another body is sent", [...FIRST, "Same key, different body", "Response: 422"]],
    ["two statuses are given", [...FIRST, "Send it again", "Expect 200 or 409"]],
    ["the first answer is a failure", [FIRST[0]!, "Response: 500", "Send it again", "Response: 201"]],
    ["it is still under way", [...FIRST, "Send it again while the first is in progress", "Response: 409"]],
    ["the key has expired", [...FIRST, "Send it again after 25 hours", "Response: 201"]],
    ["no status is stated", [...FIRST, "Send it again", "The same order comes back"]],
    ["there are two endpoints", ["POST /a", "Response 201", "POST /b with the same key", "Response 200"]],
  ])("state nothing where %s", (_, steps) => expect(replays(steps)).toEqual([]));

  it("are listed with a reason where they state nothing", () => {
    const specification = ofYaml(`test_scenarios:\n  one:\n    steps: ["Send it", "Response: 201"]\n`);
    const [first] = clausesOf(specification, "statement");
    expect(first).toMatchObject({
      path: "test_scenarios.one.steps[0]",
      reason: expect.stringContaining("step"),
    });
  });
});
