/** A CloudEvents 1.0 event of the event contract, in structured form. */
export interface CloudEvent {
  specversion: "1.0";
  id: string;
  source: string;
  type: string;
  /** RFC 3339 in UTC: when the exchange began. */
  time: string;
  subject: string;
  datacontenttype: "application/json";
  data: Record<string, unknown>;
}

/** One violation that the engine must raise; an episode is named once, at the event that opens it. */
export interface TruthEntry {
  rule: string;
  eventId: string;
  environment?: string;
  client?: string;
  endpoint?: string;
  /** The service level objective that is missed. */
  objective?: string;
}

/** An event with every violation that opens at it. */
export interface SimulatedEvent {
  event: CloudEvent;
  truth: TruthEntry[];
}
