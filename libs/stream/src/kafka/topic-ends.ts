import type { Admin, Kafka } from "kafkajs";
import type { Ends } from "../partition/partition-task.ts";

/** Asks Kafka where partitions begin and end; a failed connection is replaced at the next question. */
export class TopicEnds {
  private admin: Admin | undefined;
  private asked: { atMs: number; answer: Promise<Map<number, Ends>> } | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly topic: string,
  ) {}

  /** By partition, at most `maxAgeMs` old; rejects when Kafka does not answer. */
  read(maxAgeMs: number): Promise<Map<number, Ends>> {
    const now = performance.now();
    if (!this.asked || now - this.asked.atMs > maxAgeMs) {
      this.asked = { atMs: now, answer: this.ask() };
      this.asked.answer.catch(() => (this.asked = undefined));
    }
    return this.asked.answer;
  }

  async close(): Promise<void> {
    const { admin } = this;
    this.admin = undefined;
    await admin?.disconnect().catch(() => undefined);
  }

  private async ask(): Promise<Map<number, Ends>> {
    try {
      if (!this.admin) {
        const admin = this.kafka.admin();
        await admin.connect();
        this.admin = admin;
      }
      const offsets = await this.admin.fetchTopicOffsets(this.topic);
      return new Map(
        offsets.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]),
      );
    } catch (error) {
      await this.close();
      throw error;
    }
  }
}
