import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { Test } from "@nestjs/testing";
import { Counter, Registry } from "prom-client";
import { OperationsModule } from "./operations.module.ts";

let app: NestFastifyApplication;
let missing: string | undefined;

beforeAll(async () => {
  const metrics = new Registry();
  new Counter({ name: "parcels_total", help: "Parcels", registers: [metrics] }).inc(3);
  const checks = [
    {
      name: "database",
      check: async () => {
        if (missing) throw new Error(missing);
      },
    },
  ];
  const module = await Test.createTestingModule({
    imports: [OperationsModule.register({ checks, metrics })],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(() => app?.close());

it("is live", async () => {
  const answer = await app.inject("/health/live");
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: "live" }]);
});

it("is ready when everything is there", async () => {
  missing = undefined;
  const answer = await app.inject("/health/ready");
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    { status: "ready", checks: [{ name: "database", ready: true }] },
  ]);
});

it("says what is missing", async () => {
  missing = "connection refused";
  const answer = await app.inject("/health/ready");
  expect([answer.statusCode, answer.json()]).toEqual([
    503,
    { status: "not ready", checks: [{ name: "database", ready: false, reason: "connection refused" }] },
  ]);
});

it("gives its metrics", async () => {
  const answer = await app.inject("/metrics");
  expect(answer.headers["content-type"]).toContain("version=0.0.4");
  expect(answer.body).toContain("parcels_total 3");
});
