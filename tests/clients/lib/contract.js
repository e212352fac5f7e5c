/* What the served OpenAPI document promises, held against answers. */
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const pointer = (...names) => "openapi#" + names.map((name) =>
  "/" + encodeURIComponent(name.replace(/~/g, "~0").replace(/\//g, "~1")))
  .join("");

export class Contract {
  constructor(document) {
    this.document = document;
    this.ajv = new Ajv({ strict: true, strictTypes: false,
      strictRequired: false });
    formats(this.ajv);
    this.ajv.addVocabulary(["example", ...Object.keys(document)]);
    this.ajv.addSchema(document, "openapi");
    this.seen = new Set();
    this.operations = Object.entries(document.paths).flatMap(
      ([path, methods]) => Object.entries(methods).map(
        ([method, operation]) => ({ path, method, operation,
          id: operation.operationId })));
  }

  /* Every answer that is promised: "search 200 application/json" and
     "search 400 /problems/bad-argument". */
  promised() {
    return this.operations.flatMap(({ id, operation }) =>
      Object.entries(operation.responses).flatMap(([status, response]) => {
        const media = Object.entries(response.content ?? { "": {} });
        return media.flatMap(([type, { schema }]) =>
          (schema?.allOf?.[1].properties.type.enum ?? [type]).map((what) =>
            `${id} ${status} ${what}`.trim()));
      }));
  }

  validator(schema) {
    return this.ajv.getSchema(schema) ?? this.ajv.compile({ $ref: schema });
  }

  /* What is wrong with an answer, or "". */
  fault({ path, method, id, operation }, { status, type, text }) {
    const response = operation.responses[status];
    if (!response) return `${status} is not promised: ${text.slice(0, 200)}`;
    if (!response.content) {
      this.seen.add(`${id} ${status}`);
      return text ? `${status} has a body` : "";
    }
    if (!response.content[type]) return `${status} is ${type || "no type"}`;
    const valid = this.validator(pointer("paths", path, method, "responses",
      String(status), "content", type, "schema"));
    const value = parse(text);
    if (value === undefined) return `no JSON: ${text.slice(0, 200)}`;
    this.seen.add(`${id} ${status} ${status < 400 ? type : value.type}`);
    if (!valid(value)) return this.ajv.errorsText(valid.errors);
    return status >= 400 && value.status !== status
      ? "the status is another in the body" : "";
  }

  /* Any error under /api/, also of no operation. */
  problemFault({ status, type, text }) {
    if (type !== "application/problem+json") return `${status} is ${type}`;
    const valid = this.validator(pointer("components", "schemas", "problem"));
    return valid(parse(text)) ? "" : this.ajv.errorsText(valid.errors);
  }
}

export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
