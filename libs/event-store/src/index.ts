export * from "./append/append-to-stream.ts";
export * from "./event.ts";
export * from "./migrations.ts";
export * from "./shard/claim-shard.ts";
export * from "./shard/commit-batch.ts";
export * from "./shard/snapshot.ts";
