import { LOCAL_OPERATOR, mayUse, type Principal } from "./principal.ts";
import { ROLES, type Audience, type Role } from "./role.ts";

const AUDIENCES: Audience[] = ["anyone", "ingest", ...ROLES];

const allowedTo = (principal: Principal | undefined): Audience[] =>
  AUDIENCES.filter((audience) => mayUse(principal, audience));

it.each<[Role, Audience[]]>([
  ["viewer", ["anyone", "viewer"]],
  ["operator", ["anyone", "viewer", "operator"]],
  ["auditor", ["anyone", "viewer", "auditor"]],
  ["admin", ["anyone", "viewer", "operator", "auditor", "admin"]],
])("a person with the role %s may use what is for %j", (role, audiences) => {
  expect(allowedTo({ kind: "person", name: "ada", role })).toEqual(audiences);
  expect(allowedTo({ kind: "key", name: "ci", role })).toEqual(audiences);
});

it("a key that sends events may do nothing else", () => {
  expect(allowedTo({ kind: "ingest", name: "gateway" })).toEqual(["anyone", "ingest"]);
});

it("this machine may do everything, nobody nothing", () => {
  expect(allowedTo(LOCAL_OPERATOR)).toEqual(AUDIENCES);
  expect(allowedTo(undefined)).toEqual(["anyone"]);
});
