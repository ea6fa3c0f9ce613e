const PURE = "^libs/(spec|observation|measurement|delivery|checks|violation|judge)/src";
const only = (lib, allowed) => ({
  name: `${lib}-imports`,
  comment: `libs/${lib} may import ${allowed.length ? allowed.join(", ") : "no other lib"}`,
  severity: "error",
  from: { path: `^libs/${lib}/`, pathNot: "spec\\.ts$" },
  to: {
    path: "^libs/",
    pathNot: [`^libs/${lib}/`, ...allowed.map((name) => `^libs/${name}/src/index\\.ts$`)],
  },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "libs-do-not-know-apps", severity: "error", from: { path: "^libs/" }, to: { path: "^apps/" } },
    {
      name: "through-the-index",
      severity: "error",
      from: { path: "^(apps|test)/", pathNot: "spec\\.ts$" },
      to: { path: "^libs/[^/]+/src/", pathNot: "^libs/[^/]+/src/index\\.ts$" },
    },
    {
      name: "no-app-to-app",
      severity: "error",
      from: { path: "^apps/([^/]+)/", pathNot: "^apps/(standalone|cli)/" },
      to: { path: "^apps/", pathNot: "^apps/$1/" },
    },
    {
      name: "pure-libs-touch-nothing",
      severity: "error",
      from: { path: PURE, pathNot: "spec\\.ts$" },
      to: { path: "node_modules/(@nestjs|pg|kafkajs|rxjs|typeorm)/" },
    },
    {
      name: "pure-libs-no-node",
      severity: "error",
      from: { path: PURE, pathNot: "spec\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "resolvable",
      severity: "error",
      from: { path: "^(apps|libs)/" },
      to: { couldNotResolve: true },
    },
    only("spec", []),
    only("observation", ["spec"]),
    only("measurement", []),
    only("delivery", ["observation", "measurement"]),
    only("checks", ["spec", "observation", "measurement", "delivery"]),
    only("violation", ["spec", "checks"]),
    only("judge", ["spec", "observation", "measurement", "delivery", "checks", "violation"]),
    only("event-store", []),
    only("stream", []),
    only("platform", []),
    only("access", ["event-store", "platform"]),
    only("alerting", ["spec", "violation", "measurement", "platform"]),
    only("read-models", [
      "event-store",
      "violation",
      "measurement",
      "delivery",
      "alerting",
      "spec",
      "platform",
    ]),
    only("simulator", ["spec", "observation", "checks"]),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|apps/web)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["source", "import", "require", "node", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
