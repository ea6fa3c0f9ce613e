import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeConfiguration, loadConfiguration } from "./configuration.ts";
import { fingerprintKey } from "./fingerprint-key.ts";

const load = (env: Record<string, string>, files: Record<string, string> = {}) =>
  loadConfiguration(env, (path) => files[path]);

describe("configuration", () => {
  it("needs nothing", () => {
    expect(load({ KAFKA_BROKERS: "", PATH: "/bin" })).toEqual({
      topic: "clausewatch.observations",
      group: "clausewatch-monitor",
      specs: [],
      deadLetterPercent: 5,
      streamRetentionDays: 7,
      host: "127.0.0.1",
      port: 4600,
      logLevel: "info",
      dataFolder: ".data",
    });
  });

  it("takes the environment before the file, and secrets from files", () => {
    const configuration = load(
      {
        PORT: "4700",
        DATABASE_URL_FILE: "/run/db",
        KAFKA_SSL: "true",
        KAFKA_SASL_MECHANISM: "plain",
        KAFKA_SASL_USERNAME: "me",
        KAFKA_SASL_PASSWORD_FILE: "/run/sasl",
      },
      {
        "/run/db": "postgres://me:secret@db:5432/x\n",
        "/run/sasl": "hush\n",
        "clausewatch.yaml":
          "port: 1\nspecs: [a.md, b/]\nkafka_brokers: one:9092, two:9093\nfingerprint_key: 0123456789abcdef\n",
      },
    );
    expect(configuration).toMatchObject({
      port: 4700,
      databaseUrl: "postgres://me:secret@db:5432/x",
      specs: ["a.md", "b/"],
      kafka: {
        brokers: ["one:9092", "two:9093"],
        ssl: true,
        sasl: { mechanism: "plain", username: "me", password: "hush" },
      },
    });
    const shown = describeConfiguration(configuration);
    expect(shown).toContain("DATABASE_URL=postgres://me:***@db:5432/x");
    expect(shown).not.toMatch(/secret|hush|0123456789abcdef/);
  });

  it("names everything that is wrong at once", () => {
    const wrong = () =>
      load(
        {
          PORT: "99999",
          HOST: "0.0.0.0",
          LOG_LEVEL: "loud",
          DATABASE_URL: "mysql://x",
          KAFKA_BROKERS: "no-port",
          KAFKA_SASL_USERNAME: "me",
          FINGERPRINT_KEY: "short",
          DEAD_LETTER_PERCENT: "101",
          RETENTION_DAYS: "0",
          STREAM_RETENTION_DAYS: "0.5",
          KAFKA_SASL_PASSWORD: "a",
          KAFKA_SASL_PASSWORD_FILE: "/run/sasl",
          FINGERPRINT_KEY_FILE: "/missing",
        },
        { "clausewatch.yaml": "prot: 1\n", "/run/sasl": "b" },
      );
    for (const words of [
      "PORT is 0 to 65535",
      "HOST reaches beyond this machine",
      "LOG_LEVEL is trace",
      "DATABASE_URL is a connection string",
      "KAFKA_BROKERS is a list of host:port",
      "FINGERPRINT_KEY has at least 16",
      "DEAD_LETTER_PERCENT is 0 to 100",
      "RETENTION_DAYS is at least 1",
      "STREAM_RETENTION_DAYS is a whole number of days",
      "KAFKA_SASL_PASSWORD and KAFKA_SASL_PASSWORD_FILE are both set",
      "clausewatch.yaml: prot is no setting",
    ]) {
      expect(wrong).toThrow(words);
    }
  });

  it.each([
    [{ KAFKA_SASL_USERNAME: "me" }, {}, "KAFKA_SASL_MECHANISM and KAFKA_SASL_PASSWORD must be set too"],
    [{ DATABASE_URL_FILE: "/missing" }, {}, "DATABASE_URL_FILE names /missing, which cannot be read"],
    [{}, { "clausewatch.yaml": "port: [" }, "clausewatch.yaml: "],
    [{}, { "clausewatch.yaml": "- port" }, "clausewatch.yaml holds settings by name"],
    [{ PORT: "web" }, {}, "PORT is a port number"],
  ])("refuses %j with %j", (env, files, words) => {
    expect(() => load(env as Record<string, string>, files as Record<string, string>)).toThrow(words);
  });

  it.each(["localhost", "127.0.0.1", "127.1.2.3", "::1"])("serves on %s", (host) => {
    expect(load({ HOST: host }).host).toBe(host);
  });

  it("makes a fingerprint key once, for the owner only", () => {
    const dataFolder = mkdtempSync(join(tmpdir(), "clausewatch-key-"));
    try {
      const key = fingerprintKey({ dataFolder });
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      expect(statSync(join(dataFolder, "fingerprint-key")).mode & 0o777).toBe(0o600);
      expect(fingerprintKey({ dataFolder })).toBe(key);
      expect(fingerprintKey({ dataFolder, fingerprintKey: "given" })).toBe("given");
      writeFileSync(join(dataFolder, "fingerprint-key"), "");
      expect(() => fingerprintKey({ dataFolder })).toThrow("is empty");
    } finally {
      rmSync(dataFolder, { recursive: true });
    }
  });
});
