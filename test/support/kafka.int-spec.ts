import { Kafka, logLevel } from "kafkajs";
import { startKafka, type TestKafka } from "./kafka.ts";
import { describeWithTools } from "./tools.ts";

describeWithTools(["java", "mvn"], "the real Kafka of the tests", () => {
  let broker: TestKafka;
  beforeAll(async () => {
    broker = await startKafka();
  }, 120_000);
  afterAll(() => broker.stop());

  test("keeps its topics over a crash and a restart", async () => {
    const admin = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: "kept" }] });
    await broker.kill();
    await broker.restart();
    expect(await admin.listTopics()).toContain("kept");
    await admin.disconnect();
  }, 90_000);
});
