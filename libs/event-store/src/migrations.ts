import type { MigrationInterface, QueryRunner } from "typeorm";
import { CREATE_APPEND_EVENTS } from "./sql/functions/append-events.ts";
import { CREATE_APPEND_TO_STREAM } from "./sql/functions/append-to-stream.ts";
import { CREATE_COMMIT_BATCH } from "./sql/functions/commit-batch.ts";
import { COMMIT_BATCH_WITH_POINTERS } from "./sql/functions/commit-batch-with-pointers.ts";
import {
  CREATE_COMMIT_BATCH_WITH_PAYLOADS,
  CREATE_STORE_PAYLOADS,
  DROP_PAYLOAD_FUNCTIONS,
} from "./sql/functions/commit-batch-with-payloads.ts";
import { REPLACE_COMMIT_BATCH } from "./sql/functions/commit-batch-with-replays.ts";
import { CREATE_CREATE_EVENT_PARTITION } from "./sql/functions/create-event-partition.ts";
import { CREATE_CREATE_PAYLOAD_PARTITION } from "./sql/functions/create-payload-partition.ts";
import { CREATE_HASH_CHAIN } from "./sql/functions/hash-chain.ts";
import { CREATE_CONTENT } from "./sql/schema/content.ts";
import { CREATE_DEAD_LETTER } from "./sql/schema/dead-letter.ts";
import { ADD_POINTER, DROP_POINTER } from "./sql/schema/dead-letter-pointer.ts";
import { CREATE_EVENT } from "./sql/schema/event.ts";
import { CREATE_HEADS } from "./sql/schema/heads.ts";
import { REPLACE_OUTBOX } from "./sql/schema/outbox-messages.ts";
import { CREATE_OUTBOX } from "./sql/schema/outbox.ts";
import { CREATE_PAYLOAD, DROP_PAYLOAD } from "./sql/schema/payload.ts";
import { CREATE_PROJECTION } from "./sql/schema/projection.ts";
import { ADD_REPLAYS, DROP_REPLAYS } from "./sql/schema/replays.ts";
import { CREATE_SHARD } from "./sql/schema/shard.ts";
import { CREATE_SNAPSHOT } from "./sql/schema/snapshot.ts";

const TABLES = [
  CREATE_SHARD,
  CREATE_SNAPSHOT,
  CREATE_EVENT,
  CREATE_HEADS,
  CREATE_PROJECTION,
  CREATE_DEAD_LETTER,
  CREATE_OUTBOX,
  CREATE_CONTENT,
];
const FUNCTIONS = [
  CREATE_HASH_CHAIN,
  CREATE_APPEND_EVENTS,
  CREATE_COMMIT_BATCH,
  CREATE_APPEND_TO_STREAM,
  CREATE_CREATE_EVENT_PARTITION,
];

class CreateEventStore1763900000000 implements MigrationInterface {
  name = "CreateEventStore1763900000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...FUNCTIONS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION create_event_partition, append_to_stream, commit_batch, append_events;
      DROP AGGREGATE hash_chain(bytea, bytea);
      DROP FUNCTION hash_link;
      DROP TABLE content, outbox, dead_letter, projection, store_head, stream_head, event, snapshot, shard`);
  }
}

class ReplayDeadLetters1768000000000 implements MigrationInterface {
  name = "ReplayDeadLetters1768000000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADD_REPLAYS);
    await runner.query(REPLACE_COMMIT_BATCH);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_COMMIT_BATCH.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"));
    await runner.query(DROP_REPLAYS);
  }
}

class ReplaceOutbox1770000000000 implements MigrationInterface {
  name = "ReplaceOutbox1770000000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REPLACE_OUTBOX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE outbox");
    await runner.query(CREATE_OUTBOX);
  }
}

class PointIntoDeadLetters1770000000001 implements MigrationInterface {
  name = "PointIntoDeadLetters1770000000001";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADD_POINTER);
    await runner.query(COMMIT_BATCH_WITH_POINTERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REPLACE_COMMIT_BATCH);
    await runner.query(DROP_POINTER);
  }
}

class KeepPayloads1772000000000 implements MigrationInterface {
  name = "KeepPayloads1772000000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_PAYLOAD);
    await runner.query(CREATE_CREATE_PAYLOAD_PARTITION);
    await runner.query(CREATE_STORE_PAYLOADS);
    await runner.query(CREATE_COMMIT_BATCH_WITH_PAYLOADS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_PAYLOAD_FUNCTIONS);
    await runner.query(DROP_PAYLOAD);
  }
}

/** The tables and functions of the event store, for `migrate`. */
export const EVENT_STORE_MIGRATIONS = [
  CreateEventStore1763900000000,
  ReplayDeadLetters1768000000000,
  ReplaceOutbox1770000000000,
  PointIntoDeadLetters1770000000001,
  KeepPayloads1772000000000,
];
