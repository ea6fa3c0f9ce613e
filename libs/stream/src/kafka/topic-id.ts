import type { Kafka } from "kafkajs";

/** What kafkajs 2.2.4 is inside, as far as one request of our own needs it; the version is pinned. */
interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  brokerPool: { seedBroker: { connectionPool: { send(request: unknown): Promise<unknown> } } };
}

const METADATA = { apiKey: 3, apiVersion: 12, apiName: "Metadata" };

/** Compact encodings of Kafka's flexible versions: lengths are varints, one higher than they mean; 0 is null. */
class FlexibleReader {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
  ) {}

  skip(count: number): void {
    this.at += count;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes.readUInt8(this.at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  skipString(): void {
    this.skip(Math.max(0, this.varint() - 1));
  }

  skipTags(): void {
    for (let tags = this.varint(); tags > 0; tags--) {
      this.varint();
      this.skip(this.varint());
    }
  }

  int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  hex(count: number): string {
    this.at += count;
    return this.bytes.toString("hex", this.at - count, this.at);
  }
}

/** Header tags, one topic by name, no auto-creation, no authorized operations. */
export const encodeTopicRequest = (topic: string): Buffer => {
  const name = Buffer.from(topic);
  const length = name.length + 1;
  const size = length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  return Buffer.concat([
    Buffer.from([0, 2]),
    Buffer.alloc(16),
    Buffer.from(size),
    name,
    Buffer.from([0, 0, 0, 0]),
  ]);
};

/** The first topic's error code and id (hex). */
export const decodeTopicResponse = (bytes: Buffer): { errorCode: number; topicId: string } => {
  const reader = new FlexibleReader(bytes);
  reader.skipTags();
  reader.skip(4);
  for (let brokers = reader.varint() - 1; brokers > 0; brokers--) {
    reader.skip(4);
    reader.skipString();
    reader.skip(4);
    reader.skipString();
    reader.skipTags();
  }
  reader.skipString();
  reader.skip(4);
  if (reader.varint() !== 2) throw new Error("Kafka's metadata names no topic.");
  const errorCode = reader.int16();
  reader.skipString();
  return { errorCode, topicId: reader.hex(16) };
};

/**
 * The id Kafka gave the topic when it was created (hex), which a topic recreated under the same name does not share.
 * kafkajs speaks no metadata version that carries it, so the request (Metadata v12, Kafka ≥ 3.1) is sent through its
 * connection, with its TLS and SASL. Rejects when Kafka is unreachable or the topic does not exist.
 */
export const fetchTopicId = async (kafka: Kafka, topic: string): Promise<string> => {
  const key = Object.getOwnPropertySymbols(kafka).find(
    (symbol) => symbol.description === "private:Kafka:createCluster",
  );
  const createCluster = key && (kafka as unknown as Record<symbol, (options: object) => Cluster>)[key];
  if (!createCluster) throw new Error("This kafkajs is not version 2.2.4; install the locked version.");
  const request = encodeTopicRequest(topic);
  const cluster = createCluster({ allowAutoTopicCreation: false });
  try {
    await cluster.connect();
    const bytes = (await cluster.brokerPool.seedBroker.connectionPool.send({
      request: { ...METADATA, encode: () => ({ buf: request, buffer: request }) },
      response: {
        decode: (payload: Buffer) => ({ payload }),
        parse: (data: { payload: Buffer }) => data.payload,
      },
    })) as Buffer;
    const { errorCode, topicId } = decodeTopicResponse(bytes);
    if (errorCode !== 0) throw new Error(`Kafka has no topic "${topic}" (error ${errorCode}).`);
    return topicId;
  } finally {
    await cluster.disconnect();
  }
};
