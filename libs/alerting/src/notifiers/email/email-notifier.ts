import { createTransport } from "nodemailer";
import { explain } from "#platform";
import type { Notification, Notifier, SendOutcome } from "../../notification.ts";
import { linesOf, titleOf } from "../text.ts";
import { htmlOf } from "./html.ts";

const WITHIN_MS = 10_000;

/** Where mail is handed in, and between whom. */
export interface EmailSettings {
  /** `smtp://user:password@host:587`, or `smtps://`. */
  url: string;
  from: string;
  to: readonly string[];
}

const textOf = (notification: Notification): string => {
  const { alerts, omitted, url } = notification;
  const parts = alerts.map((alert) => linesOf(alert).join("\n"));
  if (omitted > 0) parts.push(`and ${omitted} more`);
  if (url !== undefined) parts.push(url);
  return `${parts.join("\n\n")}\n`;
};

/** Refusals of the server that another try would meet again: the permanent ones (5xx, RFC 5321). */
const outcomeOf = (error: unknown): SendOutcome => {
  const code = (error as { responseCode?: number }).responseCode;
  const kind = code !== undefined && code >= 500 ? "refused" : "retry";
  return { kind, detail: explain(error) };
};

const idOf = (key: string): string => `<${key.replaceAll(/[^\w.-]/g, "-")}@clausewatch>`;

/** Sends an e-mail a notification; those about one group make one thread. */
export const emailNotifier = (receiver: string, { url, from, to }: EmailSettings): Notifier => {
  const timeouts = { connectionTimeout: WITHIN_MS, greetingTimeout: WITHIN_MS, socketTimeout: WITHIN_MS };
  return {
    receiver,
    send: async (notification, signal) => {
      const transport = createTransport({ url, ...timeouts });
      const close = (): void => transport.close();
      signal.addEventListener("abort", close, { once: true });
      try {
        const thread = idOf(notification.groupKey);
        const { response } = await transport.sendMail({
          from,
          to: [...to],
          subject: titleOf(notification),
          text: textOf(notification),
          html: htmlOf(notification),
          messageId: idOf(notification.deduplicationKey),
          inReplyTo: thread,
          references: thread,
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return { kind: "sent", detail: String(response) };
      } catch (error) {
        return outcomeOf(error);
      } finally {
        signal.removeEventListener("abort", close);
        transport.close();
      }
    },
  };
};
