export * from "./data-source.ts";
export * from "./expiry.ts";
export * from "./integration/index.ts";
export * from "./migrations.ts";
export * from "./page.ts";
export * from "./read-model.ts";
export * from "./read-models.ts";
export * from "./violation/index.ts";
