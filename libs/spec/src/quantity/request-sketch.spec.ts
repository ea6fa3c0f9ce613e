import { requestSketch } from "./request-sketch.ts";

test.each([
  ["{order without customer_id}", { without: "customer_id" }],
  ["an order missing the `items`", { without: "items" }],
  ["{order with quantity: 0}", { member: "quantity", value: 0 }],
  ["{order with quantity: -1.5}", { member: "quantity", value: -1.5 }],
  ["order with status = 'lost'", { member: "status", value: "lost" }],
  ["{basket with gift: true}", { member: "gift", value: true }],
  ["{basket with country: XX}", { member: "country", value: "XX" }],
])("%s", (phrase, sketch) => expect(requestSketch(phrase)).toEqual(sketch));

test.each(["{valid order payload}", "POST /orders", "without", "{order with many items}", ""])(
  "%s is no sketch",
  (phrase) => expect(requestSketch(phrase)).toBeUndefined(),
);
