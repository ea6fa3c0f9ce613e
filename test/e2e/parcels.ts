/** A small integration of two parties, as people would write it. */
export const PARCELS = `---
id: shop-parcels
---

# Integration Specification: Shop ↔ Parcels

\`\`\`yaml
environments:
  production:
    base_url: "https://api.parcels.example"
\`\`\`

\`\`\`yaml
endpoint:
  method: "POST"
  path: "/parcels"
  request:
    body:
      type: object
      required: [weight]
      properties:
        weight:
          type: integer
          minimum: 1
  responses:
    - status: 201
      description: "The parcel is on its way"
\`\`\`
`;

/** A parcel posted to the integration, as a CloudEvent; one without weight breaks `minimum: 1`. */
export const parcel = (id: string, weight = 2): Record<string, unknown> => ({
  specversion: "1.0",
  id,
  source: "/shop",
  type: "http.exchange.v1",
  time: new Date().toISOString(),
  subject: "shop-parcels",
  data: {
    method: "POST",
    url: "https://api.parcels.example/parcels",
    request: { headers: { "content-type": "application/json" }, body: { weight } },
    response: { status: weight < 1 ? 400 : 201, headers: {} },
  },
});
