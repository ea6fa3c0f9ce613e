import { availableParallelism } from "node:os";

/** Unit (.spec), integration (.int-spec) and end-to-end (.e2e-spec) tests in one run, in CommonJS mode. */
export default {
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["source", "node", "node-addons"] },
  roots: ["<rootDir>/apps", "<rootDir>/libs", "<rootDir>/test"],
  testMatch: ["**/*.{spec,int-spec,e2e-spec}.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: "commonjs" },
      },
    ],
    "^.+\\.m?js$": "<rootDir>/test/support/esm-transformer.cjs",
  },
  transformIgnorePatterns: [],
  // Many tests wait for a broker, a clock or a browser: two of them fit on one core.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testTimeout: 30_000,
};
