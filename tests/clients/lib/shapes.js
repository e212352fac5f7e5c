/* What /mcp and the compatible search answer, as JSON Schema. */
const string = { type: "string" };
const integer = { type: "integer" };
const object = (properties, required = Object.keys(properties)) =>
  ({ type: "object", properties, required });
const list = (items) => ({ type: "array", items });

export const RPC = {
  type: "object",
  required: ["jsonrpc", "id"],
  properties: {
    jsonrpc: { const: "2.0" },
    id: { type: ["string", "number", "null"] },
    result: { type: "object" },
    error: object({ code: integer, message: string }),
  },
  oneOf: [{ required: ["result"] }, { required: ["error"] }],
  additionalProperties: false,
};
export const CALLED = {
  ...object({ content: { ...list(object({ type: { const: "text" },
    text: string })), minItems: 1, maxItems: 1 } }),
  anyOf: [{ required: ["structuredContent"] },
    { properties: { isError: { const: true } }, required: ["isError"] }],
};

const algolia = object({ hits: list({ type: "object" }), nbHits: integer,
  page: integer, nbPages: integer, hitsPerPage: integer, query: string,
  processingTimeMS: integer });
const meilisearch = object({ hits: list({ type: "object" }), query: string,
  processingTimeMs: integer });
export const COMPATIBLE = {
  "/1/indexes/*/queries": object({ results: list(algolia) }),
  "/1/indexes/en/query": algolia,
  "/indexes/en/search": meilisearch,
  "/multi-search": object({ results: list(meilisearch) }),
};
export const REFUSED = {
  algolia: object({ message: string, status: integer }),
  meilisearch: object({ message: string, code: string, type: string,
    link: string }),
};
