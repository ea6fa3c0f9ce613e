import type { ViolationEvent } from "#violation";

export const SPECIFICATION_TEXT = `---
id: shop-parcels
---

# Shop ↔ Parcels

\`\`\`yaml
environments:
  production:
    base_url: "https://api.parcels.example"
    data: "Reset daily"
\`\`\`
`;

/** The opening of violation `v<minute>`: an error in even minutes, else a warning. */
export const openedAt = (minute: number): ViolationEvent => ({
  type: "ViolationOpened",
  violation: {
    id: `v${minute}`,
    rule: "environment.unknown-origin",
    severity: minute % 2 === 0 ? "error" : "warning",
    party: "consumer",
    clause: {
      path: "environments.production.base_url",
      file: "parcels.md",
      line: 10,
      text: 'base_url: "https://api.parcels.example"',
    },
    integration: "shop-parcels",
    client: "shop",
    endpoint: "POST /parcels",
    time: `2024-03-01T10:0${minute}:00.000Z`,
    eventIds: ["e1"],
    message: "https://old.parcels.example is none of the documented origins",
    evidence: { expected: "https://api.parcels.example", actual: "https://old.parcels.example" },
    count: 1,
  },
});
