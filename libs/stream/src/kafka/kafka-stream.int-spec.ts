import { startKafka } from "../../../../test/support/kafka.ts";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { streamContract } from "../contract/stream-contract.ts";
import { createKafkaStream } from "./kafka-stream.ts";

describeWithTools(["java", "mvn"], "Kafka", () => {
  streamContract("Kafka", async () => {
    const broker = await startKafka();
    return {
      stream: (topic, partitions) =>
        createKafkaStream({
          brokers: broker.brokers,
          topic,
          partitions,
          clientId: "test",
          sessionTimeoutMs: 3000,
          log: () => undefined,
        }),
      stop: () => broker.stop(),
    };
  });
});
