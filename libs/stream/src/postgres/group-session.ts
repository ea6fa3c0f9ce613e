import { randomInt } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { JOIN_GROUP, LEAVE_PARTITION, READ_MEMBERS, TAKE_PARTITION } from "./sql/membership.ts";

/** A member's place in a group, held by session locks of one connection: it ends with the connection. */
export class GroupSession {
  readonly lost = new AbortController();

  private constructor(
    private readonly client: PoolClient,
    private readonly group: string,
    private readonly member: number,
  ) {}

  /** Takes a connection of the pool, listens for records of the topic, and joins the group. */
  static async open(
    pool: Pool,
    topic: string,
    group: string,
    onRecords: (partitions: readonly number[]) => void,
  ): Promise<GroupSession> {
    const client = await pool.connect();
    const session = new GroupSession(client, `${topic}:${group}`, randomInt(2 ** 31));
    client.on("error", () => session.lost.abort());
    client.on("end", () => session.lost.abort());
    client.on("notification", ({ payload }) => {
      const [name, partitions = ""] = (payload ?? "").split(" ");
      if (name === topic) onRecords(partitions.split(",").map(Number));
    });
    try {
      await client.query("LISTEN clausewatch_observation");
      if (!(await session.ask(JOIN_GROUP, session.member))) throw new Error("the member's number is taken");
      return session;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** The share of so many partitions that is ours, given who is in the group now. */
  async share(partitions: number): Promise<number[]> {
    const { rows } = await this.client.query<{ member: string }>(READ_MEMBERS, [this.group]);
    const members = rows.map(({ member }) => Number(member)).sort((a, b) => a - b);
    const rank = members.indexOf(this.member);
    if (rank < 0) throw new Error("the connection no longer holds its place in the group");
    return Array.from({ length: partitions }, (_, partition) => partition).filter(
      (partition) => partition % members.length === rank,
    );
  }

  /** Makes a partition ours; false while another still has it. */
  take(partition: number): Promise<boolean> {
    return this.ask(TAKE_PARTITION, partition);
  }

  async leave(partition: number): Promise<void> {
    await this.client.query(LEAVE_PARTITION, [this.group, partition]);
  }

  /** Leaves the group with everything held. */
  close(): void {
    this.lost.abort();
    this.client.release(true);
  }

  private async ask(statement: string, number: number): Promise<boolean> {
    const { rows } = await this.client.query<{ granted: boolean }>(statement, [this.group, number]);
    return rows[0]?.granted === true;
  }
}
