import { UserError } from "#platform";
import { httpSink } from "./http-sink.ts";
import { outputSink } from "./output-sink.ts";
import type { Sink } from "./sink.ts";

/** The sink that `--to` names: `-`, `http(s)://…` or `kafka://host:port/topic`. */
export const openSink = async (to: string): Promise<Sink> => {
  if (to === "-") return outputSink();
  if (!URL.canParse(to))
    throw new UserError(`--to ${to} is no address.`, "It takes -, http://… or kafka://…");
  const url = new URL(to);
  if (url.protocol === "http:" || url.protocol === "https:") return httpSink(url);
  if (url.protocol === "kafka:") return (await import("./kafka-sink.ts")).kafkaSink(url);
  throw new UserError(`--to ${to}: ${url.protocol} is not known here.`, "It takes -, http://… or kafka://…");
};
