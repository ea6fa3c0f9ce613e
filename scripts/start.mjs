// `npm start`: everything in one process. What follows `--` goes to `clausewatch up`.
import { ensureBuilt, root } from "./bootstrap.mjs";

ensureBuilt();
process.argv.splice(2, 0, "up");
await import(`${root}/dist/apps/cli/src/main.js`);
