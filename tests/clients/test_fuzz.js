/* Odd requests, thousands of them and the same ones each time: whatever comes,
   no answer is a 5xx, none is broken JSON, and each is as it was promised. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { caller } from "./lib/calls.js";
import { Contract, parse } from "./lib/contract.js";
import { serve } from "./lib/gabay.js";
import * as odd from "./lib/odd.js";
import { CALLED, COMPATIBLE, REFUSED, RPC } from "./lib/shapes.js";

const SEED = 20261122;
const LEAST = 5000;
const MODERN = "2026-07-28";
const META = "io.modelcontextprotocol/";
const JSON_TYPE = { "Content-Type": "application/json" };

class Fuzz {
  constructor(t, ask, contract) {
    Object.assign(this, { t, ask, contract, count: 0, kinds: new Map() });
  }

  /* Asks `runs` requests and holds each against fault(answer, input). */
  async run(name, runs, arbitrary, fault) {
    const property = fc.asyncProperty(arbitrary, async (input) => {
      this.count += 1;
      const answer = await this.ask(input);
      this.kinds.set(answer.status, (this.kinds.get(answer.status) ?? 0) + 1);
      const wrong = answer.status >= 500 ? `${answer.status} ${answer.text}`
        : fault(answer, input);
      if (wrong) throw new Error(wrong);
    });
    this.kinds = new Map();
    const found = await fc.check(property, { seed: SEED, numRuns: runs });
    this.t.note(`${name}: ${[...this.kinds].sort().join(" ")}`);
    this.t.ok(!found.failed, `${name}: ${runs} requests`,
      `${found.errorInstance?.message}\n${JSON.stringify(found.counterexample)}`);
  }

  /* "" when the text is JSON of this schema. */
  shaped(schema, text) {
    const value = parse(text);
    if (value === undefined) return `no JSON: ${text.slice(0, 200)}`;
    const { ajv } = this.contract;
    const valid = ajv.compile(schema);
    return valid(value) ? "" : `${ajv.errorsText(valid.errors)}: ` +
      text.slice(0, 300);
  }
}

async function reads(fuzz, operation) {
  const { id, path, method } = operation;
  const address = path.endsWith("{id}")
    ? odd.path(path.slice(0, -4)) : odd.constant(path);
  const asked = odd.tuple(address, odd.query(operation.operation), odd.headers)
    .map(([start, query, headers]) => ({ headers,
      path: start + (query ? (start.includes("?") ? "&" : "?") + query : "") }));
  const runs = (operation.operation.parameters ?? []).length ? 500 : 60;
  await fuzz.run(id, runs, asked, (answer, { path: sent }) =>
    /* An id with an escaped NUL, dots or nothing in it is no such call. */
    path.endsWith("{id}") && (answer.status === 404 || sent.endsWith("/"))
      ? fuzz.contract.problemFault(answer)
      : fuzz.contract.fault({ path, method, id,
        operation: operation.operation }, answer));
}

/* Addresses of all kinds: errors of the API are problems. */
async function addresses(fuzz) {
  const asked = odd.tuple(odd.path("/api/", "/api/v1/", "/api/v1/search/", "/",
    "/en/", "/ko/search?q=", "/en/returns/", "/mcp", "/1/", "/indexes/"),
  odd.oneOf("GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"),
  odd.headers).map(([path, method, headers]) => ({ path, method, headers }));
  await fuzz.run("addresses", 1500, asked, (answer, { path, method }) =>
    path.startsWith("/api/v1/") && answer.status >= 400 && method !== "HEAD"
      ? fuzz.contract.problemFault(answer) : "");
}

async function votes(fuzz, token) {
  const operation = fuzz.contract.operations
    .find((one) => one.id === "sendFeedback");
  const body = odd.object({
    locale: odd.oneOf(...odd.KNOWN.locale), article: odd.oneOf("returns"),
    vote: odd.oneOf("yes", "no"), reason: odd.oneOf("wrong", "unclear", ""),
    comment: odd.text, question: odd.text, reply_to: odd.text,
    asked: odd.text, visitor: odd.text,
  });
  const asked = odd.tuple(odd.sent(odd.oneof(body, body, body, odd.json)),
    odd.headers).map(([text, headers]) => ({ method: "POST", body: text,
    path: operation.path, headers: { Authorization: `Bearer ${token}`,
      ...JSON_TYPE, ...headers } }));
  await fuzz.run("sendFeedback", 800, asked,
    (answer) => fuzz.contract.fault(operation, answer));
}

function message(isModern) {
  const args = odd.object({ query: odd.text, id: odd.oneOf(...odd.KNOWN.id),
    question: odd.text, locale: odd.oneOf(...odd.KNOWN.locale) });
  const meta = odd.object({
    [META + "protocolVersion"]: odd.oneOf(MODERN, MODERN, "2025-11-25"),
    [META + "clientCapabilities"]: odd.constant({}),
  });
  const params = odd.object({
    name: odd.oneOf("search", "fetch", "answer", "list_topics",
      "contact_options"),
    arguments: args, cursor: odd.oneOf("0.10", "2.3", "9.9"),
    uri: odd.path("gabay://article/en/", "gabay://article/ko/"),
    protocolVersion: odd.oneOf("2025-11-25", "2025-03-26"),
    ...isModern ? { _meta: meta } : {},
  });
  return odd.tuple(odd.object({
    jsonrpc: odd.oneOf("2.0"), id: odd.oneof(odd.integer(), odd.text),
    method: odd.oneOf("tools/call", "tools/call", "tools/call", "tools/list",
      "resources/read", "resources/list", "initialize", "ping",
      "server/discover", "notifications/initialized"),
    params,
  }), odd.boolean()).map(([own, whole]) => whole && !Array.isArray(own)
    ? { ...own, jsonrpc: "2.0", id: 1 } : own);
}

/* Headers as the body wants them, so that more than headers is tried. */
function mcpRequest([value, text, headers, agree]) {
  const version = value?.params?._meta?.[META + "protocolVersion"];
  const name = value?.params?.[value.method === "resources/read" ? "uri"
    : "name"];
  const plain = (one) => typeof one === "string" && /^[!-~]+$/.test(one);
  return { method: "POST", path: "/mcp", body: text ?? JSON.stringify(value),
    headers: { ...JSON_TYPE, ...headers,
      ...agree && plain(version) ? { "MCP-Protocol-Version": version } : {},
      ...agree && plain(value?.method) ? { "Mcp-Method": value.method } : {},
      ...agree && plain(name) ? { "Mcp-Name": name } : {} } };
}

async function mcp(fuzz) {
  const listed = await fuzz.ask({ method: "POST", path: "/mcp",
    headers: JSON_TYPE, body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' });
  const { tools } = JSON.parse(listed.text).result;
  const output = Object.fromEntries(tools.map((tool) =>
    [tool.name, tool.outputSchema]));
  const fault = (answer, { body }) => {
    const { status, text } = answer;
    if (status === 202) return text ? "202 has a body" : "";
    if (answer.type === "application/problem+json") {
      return [400, 403, 413].includes(status)
        ? fuzz.contract.problemFault(answer) : `${status} is a problem`;
    }
    if (![200, 400, 404].includes(status)) return `${status} ${text}`;
    const wrong = fuzz.shaped(RPC, text);
    const { result } = parse(text) ?? {};
    const asked = parse(body);
    if (wrong || !result || asked?.method !== "tools/call") return wrong;
    return fuzz.shaped(CALLED, JSON.stringify(result)) ||
      (result.structuredContent ? fuzz.shaped(output[asked.params.name],
        JSON.stringify(result.structuredContent)) : "");
  };
  for (const isModern of [false, true]) {
    const value = message(isModern);
    const asked = odd.oneof(
      { weight: 9, arbitrary: odd.tuple(value, odd.constant(undefined),
        odd.headers, odd.boolean()).map(mcpRequest) },
      { weight: 1, arbitrary: odd.tuple(odd.constant(null),
        odd.sent(odd.oneof(value, odd.json)), odd.headers, odd.boolean())
        .map(mcpRequest) });
    await fuzz.run(`/mcp, ${isModern ? "new" : "old"} era`, 1200, asked, fault);
  }
}

const QUERY = {
  query: odd.text, q: odd.text, page: odd.integer({ min: -1, max: 300 }),
  indexName: odd.oneOf(...odd.KNOWN.locale),
  indexUid: odd.oneOf(...odd.KNOWN.locale),
  hitsPerPage: odd.integer({ min: -1, max: 200 }),
  limit: odd.integer({ min: -1, max: 200 }), offset: odd.integer(),
  facets: odd.oneOf(["section"], ["*"], "*", []),
  filters: odd.oneof(odd.text, odd.oneOf("section:returns", "tags:refunds")),
  filter: odd.oneof(odd.text, odd.oneOf("section = returns", [["tags = x"]])),
  facetFilters: odd.oneof(odd.array(odd.text, { maxLength: 3 }),
    odd.oneOf([["section:returns"]])),
  attributesToRetrieve: odd.oneOf(["title"], ["*"], []),
  attributesToHighlight: odd.oneOf(["*"], ["title"], []),
  highlightPreTag: odd.text, highlightPostTag: odd.text, params: odd.text,
};

async function compatible(fuzz) {
  const one = odd.object(QUERY);
  const several = odd.array(one, { maxLength: 3 });
  const list = { requests: several, queries: several };
  for (const [path, schema] of Object.entries(COMPATIBLE)) {
    const isList = /queries|multi/.test(path);
    const place = odd.oneOf(path, path, path, path.replace("/en/", "/xx/"));
    const asked = odd.tuple(odd.sent(isList ? odd.object(list) : one), place,
      odd.headers).map(([body, where, headers]) => ({ method: "POST", body,
      path: where, headers: { "Content-Type": "text/plain", ...headers } }));
    const refused = REFUSED[path.startsWith("/1/") ? "algolia" : "meilisearch"];
    await fuzz.run(path, 600, asked, ({ status, text }) =>
      fuzz.shaped(status === 200 ? schema : refused, text));
  }
}

export async function run(t) {
  const tokens = t.path("fuzz-tokens");
  const data = t.path("fuzz-data");
  mkdirSync(data);
  const [token] = execFileSync(join(t.build, "gabay-server"), ["token", "new",
    "fuzz", "--scope", "feedback", "--file", tokens], { encoding: "utf8" })
    .split("\n");
  const { origin } = await serve(t, "",
    { options: ["--data", data, "--tokens", tokens] });
  const ask = caller(t, origin);
  const document = await ask({ path: "/api/v1/openapi.json" });
  const fuzz = new Fuzz(t, ask, new Contract(JSON.parse(document.text)));
  for (const operation of fuzz.contract.operations) {
    if (operation.method === "get") await reads(fuzz, operation);
  }
  await addresses(fuzz);
  await votes(fuzz, token);
  await mcp(fuzz);
  await compatible(fuzz);
  t.ok(fuzz.count >= LEAST, `${fuzz.count} requests, seed ${SEED}`);
}
