import type { MigrationInterface, QueryRunner } from "typeorm";
import { CREATE_APPEND_OBSERVATIONS } from "./sql/append-records.ts";
import { CREATE_CREATE_OBSERVATION_TOPIC } from "./sql/create-topic.ts";
import { CREATE_DROP_OBSERVATIONS } from "./sql/drop-records.ts";
import { CREATE_OBSERVATION_TABLES } from "./sql/schema.ts";
import {
  CREATE_BEGIN_OBSERVATION_DAY,
  REPLACE_APPEND_OBSERVATIONS,
  REPLACE_CREATE_OBSERVATION_TOPIC,
  SPLIT_OBSERVATIONS_BY_DAY,
} from "./sql/split-by-day.ts";

class CreateObservationStream1763900000001 implements MigrationInterface {
  name = "CreateObservationStream1763900000001";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_OBSERVATION_TABLES);
    await runner.query(CREATE_CREATE_OBSERVATION_TOPIC);
    await runner.query(CREATE_APPEND_OBSERVATIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION append_observations, create_observation_topic;
      DROP TABLE observation_group, observation_record, observation_lane, observation_topic`);
  }
}

/** There is no way back: days that were dropped left a log that an earlier version takes for broken. */
class SplitObservationsByDay1768000000001 implements MigrationInterface {
  name = "SplitObservationsByDay1768000000001";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SPLIT_OBSERVATIONS_BY_DAY);
    await runner.query(REPLACE_CREATE_OBSERVATION_TOPIC);
    await runner.query(CREATE_BEGIN_OBSERVATION_DAY);
    await runner.query(REPLACE_APPEND_OBSERVATIONS);
    await runner.query(CREATE_DROP_OBSERVATIONS);
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error("The observation stream cannot be turned back to one table a partition."),
    );
  }
}

/** The tables and functions of the PostgreSQL stream, for `migrate`. */
export const POSTGRES_STREAM_MIGRATIONS = [
  CreateObservationStream1763900000001,
  SplitObservationsByDay1768000000001,
];
