import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeConfiguration, loadConfiguration } from "./configuration.ts";
import { fingerprintKeys } from "./fingerprint-key.ts";

const load = (env: Record<string, string>, files: Record<string, string> = {}) =>
  loadConfiguration(env, (path) => files[path]);

describe("configuration", () => {
  it("needs nothing", () => {
    expect(load({ KAFKA_BROKERS: "", PATH: "/bin" })).toEqual({
      topic: "clausewatch.observations",
      group: "clausewatch-monitor",
      specs: [],
      deadLetterPercent: 5,
      payloadRetentionDays: 30,
      streamRetentionDays: 7,
      host: "127.0.0.1",
      port: 4600,
      logLevel: "info",
      dataFolder: ".data",
      notify: {},
      privateNetworks: [],
      redelivery: { endpoints: [], rate: 5 },
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

  it("takes receivers, and shows none of their secrets", () => {
    const configuration = load(
      {
        ALERTMANAGER_URL: "http://me:hunter2@127.0.0.1:9093",
        NOTIFY_SLACK_URL: "https://hooks.slack.com/services/T/B/hunter2",
        NOTIFY_WEBHOOK_URL: "https://hooks.example/x",
        NOTIFY_WEBHOOK_SECRET_FILE: "/run/webhook",
        NOTIFY_EMAIL_URL: "smtp://ada:hunter2@mail.example:587",
        NOTIFY_EMAIL_FROM: "watch@example.com",
        NOTIFY_EMAIL_TO: "a@example.com, b@example.com",
        NOTIFY_PAGERDUTY_KEY: "hunter2",
        PUBLIC_URL: "https://watch.example/",
        PRIVATE_NETWORKS: "10.0.0.0/8,fc00::/7",
      },
      { "/run/webhook": "whsec_hunter2,whsec_old\n" },
    );
    expect(configuration).toMatchObject({
      publicUrl: "https://watch.example",
      privateNetworks: ["10.0.0.0/8", "fc00::/7"],
      notify: {
        webhook: { url: "https://hooks.example/x", secrets: ["whsec_hunter2", "whsec_old"] },
        email: { to: ["a@example.com", "b@example.com"] },
        pagerduty: { key: "hunter2", url: "https://events.pagerduty.com/v2/enqueue" },
      },
    });
    const shown = describeConfiguration(configuration);
    expect(shown).not.toContain("hunter2");
    expect(shown).toContain("ALERTMANAGER_URL=http://me:***@127.0.0.1:9093/");
    expect(shown).toContain("NOTIFY_EMAIL_TO=a@example.com,b@example.com");
  });

  it("names everything that is wrong at once", () => {
    const wrong = () =>
      load(
        {
          PORT: "99999",
          LOG_LEVEL: "loud",
          DATABASE_URL: "mysql://x",
          KAFKA_BROKERS: "no-port",
          KAFKA_SASL_USERNAME: "me",
          FINGERPRINT_KEY: "short",
          DEAD_LETTER_PERCENT: "101",
          RETENTION_DAYS: "0",
          PAYLOAD_RETENTION_DAYS: "0",
          STREAM_RETENTION_DAYS: "0.5",
          KAFKA_SASL_PASSWORD: "a",
          KAFKA_SASL_PASSWORD_FILE: "/run/sasl",
          FINGERPRINT_KEY_FILE: "/missing",
          ALERTMANAGER_URL: "alertmanager:9093",
          NOTIFY_EMAIL_URL: "http://mail.example",
          PRIVATE_NETWORKS: "10.0.0.1",
        },
        { "clausewatch.yaml": "prot: 1\n", "/run/sasl": "b" },
      );
    for (const words of [
      "PORT is 0 to 65535",
      "LOG_LEVEL is trace",
      "DATABASE_URL is a connection string",
      "KAFKA_BROKERS is a list of host:port",
      "FINGERPRINT_KEY has at least 16",
      "DEAD_LETTER_PERCENT is 0 to 100",
      "RETENTION_DAYS is at least 1",
      "PAYLOAD_RETENTION_DAYS is at least 1",
      "STREAM_RETENTION_DAYS is a whole number of days",
      "KAFKA_SASL_PASSWORD and KAFKA_SASL_PASSWORD_FILE are both set",
      "ALERTMANAGER_URL is a URL such as https://example.com",
      "NOTIFY_EMAIL_URL is a URL such as smtp://user:password@example.com:587",
      "PRIVATE_NETWORKS is a list of networks such as 10.0.0.0/8",
      "clausewatch.yaml: prot is no setting",
    ]) {
      expect(wrong).toThrow(words);
    }
  });

  it.each([
    [{ KAFKA_SASL_USERNAME: "me" }, {}, "KAFKA_SASL_MECHANISM and KAFKA_SASL_PASSWORD must be set too"],
    [{ OIDC_ISSUER: "https://id.example" }, {}, "OIDC_CLIENT_ID must be set too"],
    [{ OIDC_CLIENT_SECRET: "hush" }, {}, "OIDC_ISSUER must be set too"],
    [{ NOTIFY_WEBHOOK_SECRET: "whsec_YQ==" }, {}, "NOTIFY_WEBHOOK_URL must be set too"],
    [{ NOTIFY_EMAIL_TO: "a@b" }, {}, "NOTIFY_EMAIL_URL and NOTIFY_EMAIL_FROM must be set too"],
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
      const [key, ...older] = fingerprintKeys({ dataFolder });
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      expect(older).toEqual([]);
      expect(statSync(join(dataFolder, "fingerprint-key")).mode & 0o777).toBe(0o600);
      expect(fingerprintKeys({ dataFolder })).toEqual([key]);
      expect(fingerprintKeys({ dataFolder, fingerprintKeys: ["new", "old"] })).toEqual(["new", "old"]);
      writeFileSync(join(dataFolder, "fingerprint-key"), "the new one\n the old one \n");
      expect(fingerprintKeys({ dataFolder })).toEqual(["the new one", "the old one"]);
      writeFileSync(join(dataFolder, "fingerprint-key"), "");
      expect(() => fingerprintKeys({ dataFolder })).toThrow("is empty");
    } finally {
      rmSync(dataFolder, { recursive: true });
    }
  });
});
