/** What kafkajs 2.2.4 reads answers of Fetch v11 (Kafka ≥ 2.3) with; looked up at each answer, so it can be replaced. */
declare module "kafkajs/src/protocol/requests/fetch/v11/response.js" {
  const response: { decode(payload: Buffer): Promise<unknown> };
  export default response;
}
