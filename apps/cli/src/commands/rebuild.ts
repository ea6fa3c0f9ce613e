import type { Command } from "commander";
import { UserError } from "#platform";
import type { ReadModel } from "#read-models";
import { configurationOf } from "../configuration.ts";
import { progressOn } from "../output/progress.ts";
import { useDatabase } from "../use-database.ts";

const chosen = (models: readonly ReadModel[], name: string): readonly ReadModel[] => {
  if (name === "all") return models;
  const found = models.filter((model) => model.name === name);
  if (found.length > 0) return found;
  throw new UserError(
    `There is no read model "${name}".`,
    `It takes ${models.map((model) => model.name).join(", ")} or all.`,
  );
};

/** `clausewatch rebuild`: empties read models and fills them from the stored events. */
export const addRebuild = (program: Command): void => {
  program
    .command("rebuild")
    .description("build a read model anew from the stored events; it is served as it was until that ends")
    .argument("<model>", "its name, or all")
    .action(async (name: string) => {
      const [{ READ_MODELS }, { rebuildProjection }] = await Promise.all([
        import("#read-models"),
        import("#event-store"),
      ]);
      const models = chosen(READ_MODELS, name);
      await useDatabase(configurationOf(), async (pool) => {
        for (const model of models) {
          const progress = progressOn(model.name, (text) => void process.stderr.write(text));
          const count = await rebuildProjection(pool, model, progress);
          process.stdout.write(`${model.name} was rebuilt from ${count} events.\n`);
          const kept = await model.kept?.(pool);
          if (kept !== undefined) process.stdout.write(`${kept}\n`);
        }
      });
    });
};
