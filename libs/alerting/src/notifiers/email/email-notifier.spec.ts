import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { alert, NOW, notification } from "../notifiers.fixture.ts";
import { emailNotifier } from "./email-notifier.ts";

const signal = new AbortController().signal;

let server: SMTPServer;
let refusal: (Error & { responseCode?: number }) | undefined;
let mails: { from: string; to: string[]; text: string }[];
let url: string;

beforeEach(async () => {
  mails = [];
  refusal = undefined;
  server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      done(username === "ada" && password === "secret" ? null : new Error("no"), { user: username }),
    onData: (stream, { envelope }, done) => {
      let text = "";
      stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      stream.on("end", () => {
        if (refusal) return done(refusal);
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `smtp://ada:secret@127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

const send = (change: Parameters<typeof notification>[0] = {}, to = url) =>
  emailNotifier("email", { url: to, from: "watch@example.com", to: ["a@example.com", "b@example.com"] }).send(
    notification(change),
    signal,
  );

it("is handed to a real mail server, as text and as HTML, in one thread a group", async () => {
  const over = alert({
    annotations: { summary: "<script>alert(1)</script>", url: "javascript:alert(1)" },
    endsAtMs: NOW,
  });
  expect(await send({ alerts: [alert(), over], omitted: 2 })).toMatchObject({ kind: "sent" });
  const [mail] = mails;
  expect(mail).toMatchObject({ from: "watch@example.com", to: ["a@example.com", "b@example.com"] });
  const headers = mail!.text.slice(0, mail!.text.indexOf("\r\n\r\n"));
  expect(headers).toMatch(/^Message-ID: <key-1@clausewatch>$/m);
  expect(headers).toMatch(/^References: <group-1@clausewatch>$/m);
  expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m);
  const body = mail!.text.replaceAll("=\r\n", "").replaceAll("=3D", "=");
  expect(body).toContain("spec.md:120  minimum: 1");
  expect(body).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(body).not.toContain('href="javascript');
  expect(body).toContain("and 2 more");
});

it("tries again what the server refuses for now, and not what it refuses for good", async () => {
  refusal = Object.assign(new Error("busy"), { responseCode: 451 });
  expect(await send()).toMatchObject({ kind: "retry", detail: expect.stringContaining("451") });
  refusal = Object.assign(new Error("no such user"), { responseCode: 550 });
  expect(await send()).toMatchObject({ kind: "refused", detail: expect.stringContaining("550") });
});

it("says so where the password is wrong, without telling it", async () => {
  const outcome = await send({}, url.replace("secret", "hunter22"));
  expect(outcome).toMatchObject({ kind: "refused" });
  expect(JSON.stringify(outcome)).not.toContain("hunter22");
});

it("tries again where no server answers", async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect(await send()).toMatchObject({ kind: "retry" });
});
