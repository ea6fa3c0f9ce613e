export * from "./clock.ts";
export * from "./database/migrate.ts";
export * from "./database/pool.ts";
export * from "./embedded-postgres/embedded-postgres.ts";
export * from "./errors.ts";
export * from "./hashing.ts";
export * from "./utf8.ts";
