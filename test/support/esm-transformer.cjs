// Jest runs CommonJS; packages that ship only ECMAScript modules are converted as they are loaded.
const { readFileSync, existsSync } = require("node:fs");
const { dirname, join } = require("node:path");
const swc = require("@swc/core");

const isModule = (file) => {
  if (file.endsWith(".mjs")) return true;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).type === "module";
  }
  return false;
};

module.exports = {
  process: (code, file) =>
    isModule(file)
      ? swc.transformSync(code, {
          filename: file,
          swcrc: false,
          jsc: { target: "es2022" },
          module: { type: "commonjs" },
        })
      : { code },
};
