/** What one event may be at most; beyond it the event is rejected. */
export const LIMITS = {
  /** UTF-8 bytes of one event. */
  eventBytes: 1_048_576,
  /** Levels of objects and arrays, the event itself included. */
  depth: 64,
  /** Headers of one message. */
  headers: 256,
  headerName: 256,
  headerValue: 65_536,
  url: 32_768,
  /** `id`, `source`, `eventId`. */
  identifier: 1_024,
  /** Names such as `environment`, `client`, `from`. */
  name: 256,
  /** An interaction's message. */
  message: 1_024,
} as const;
