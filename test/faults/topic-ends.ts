import kafkajs from "kafkajs";

/** How many offsets a topic has had so far, in all its partitions; rejects while Kafka does not answer. */
export const topicEnds = async (brokers: string[], topic: string): Promise<number> => {
  const admin = new kafkajs.Kafka({
    brokers,
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 1 },
  }).admin();
  try {
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    return ends.reduce((sum, { high }) => sum + Number(high), 0);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};
