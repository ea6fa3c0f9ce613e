import response from "kafkajs/src/protocol/requests/fetch/v11/response.js";
import { ByteReader } from "./byte-reader.ts";
import { decodeBatches } from "./decode-batches.ts";

const decodeOfKafkajs = response.decode;

const decodePartition = async (reader: ByteReader) => {
  const head = {
    partition: reader.int32(),
    errorCode: reader.int16(),
    highWatermark: reader.int64Text(),
    lastStableOffset: reader.int64Text(),
    lastStartOffset: reader.int64Text(),
    abortedTransactions: reader.array(() => ({
      producerId: reader.int64Text(),
      firstOffset: reader.int64Text(),
    })),
    preferredReadReplica: reader.int32(),
  };
  const size = Math.max(0, reader.int32());
  const start = reader.at;
  reader.at += size;
  const messages = await decodeBatches(reader.bytes, start, Math.min(reader.at, reader.bytes.length));
  return messages && { ...head, messages };
};

/** An answer to Fetch v11 in kafkajs's terms, its messages being `FetchedRecord`s. */
const decode = async (payload: Buffer): Promise<unknown> => {
  const reader = new ByteReader(payload);
  const clientSideThrottleTime = reader.int32();
  const errorCode = reader.int16();
  const sessionId = reader.int32();
  const responses = [];
  for (let topics = reader.int32(); topics > 0; topics--) {
    const topicName = reader.text();
    const partitions = [];
    for (let count = reader.int32(); count > 0; count--) {
      const partition = await decodePartition(reader);
      if (!partition) return decodeOfKafkajs(payload);
      partitions.push(partition);
    }
    responses.push({ topicName, partitions });
  }
  return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
};

/** Has kafkajs leave records in their bytes until they are judged: its own decoder takes several times as long. */
export const registerFetchDecoder = (): void => {
  response.decode = decode;
};
