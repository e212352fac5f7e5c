/* Clients of MCP: two generations of the official one, in each era. */
import { Client, StreamableHTTPClientTransport }
  from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldTransport }
  from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { serve } from "./lib/gabay.js";

const MODERN = "2026-07-28";
const LEGACY = "2025-11-25";
const TOOLS = ["search", "fetch", "answer", "list_topics", "contact_options"];
const ME = { name: "gabay-tests", version: "1" };

const connect = {
  "sdk 1.32": async (url, fetch) => {
    const client = new OldClient(ME);
    await client.connect(new OldTransport(url, { fetch }));
    return client;
  },
  "client 2.4": (url, fetch) => modern(url, fetch),
  "client 2.4, auto": (url, fetch) => modern(url, fetch, "auto"),
  "client 2.4, pinned": (url, fetch) => modern(url, fetch, { pin: MODERN }),
};

async function modern(url, fetch, mode) {
  const client = new Client(ME, mode && { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(url, { fetch }));
  return client;
}

/* A fetch that notes what went over the wire: {method, version, status}. */
function noting(seen) {
  return async (url, how) => {
    const answer = await fetch(url, how);
    const version = new Headers(how.headers).get("mcp-protocol-version");
    const method = how.method === "POST" ? JSON.parse(how.body).method
      : how.method ?? "GET";
    seen.push({ method, version, status: answer.status,
      type: answer.headers.get("content-type") });
    return answer;
  };
}

const failing = (ask) => ask().then(() => null, (error) => error);

async function tools(t, name, client) {
  const { tools: listed } = await client.listTools();
  t.eq(listed.map((tool) => tool.name), TOOLS, `${name}: the tools`);
  const call = async (tool, args) => {
    const got = await client.callTool({ name: tool, arguments: args });
    t.ok(!got.isError && got.content.length === 1 && JSON.stringify(
      JSON.parse(got.content[0].text)) === JSON.stringify(
      got.structuredContent), `${name}: ${tool} says the same twice`,
    JSON.stringify(got).slice(0, 500));
    return got.structuredContent;
  };
  const { results } = await call("search", { query: "반품은 어떻게 하나요?" });
  t.eq(results[0].id, "ko/returns", `${name}: search finds`);
  const read = await call("fetch", { id: results[0].id });
  t.eq([read.id, read.url], [results[0].id, results[0].url],
    `${name}: fetch reads`);
  const said = await call("answer",
    { question: "How long does a refund take?", locale: "en" });
  t.eq([said.answer.source.id, said.handoff.needed], ["refunds", false],
    `${name}: answer answers`);
  const none = await call("answer", { question: "Who won at chess in 1972?" });
  t.eq([none.answer, none.handoff.needed], [null, true],
    `${name}: or hands off`);
  const topics = await call("list_topics", { locale: "pl" });
  t.eq([topics.locale, topics.topics.length > 3], ["pl", true],
    `${name}: list_topics lists`);
  const ways = await call("contact_options", {});
  t.ok(ways.channels.length > 0, `${name}: contact_options tells`);
}

async function resources(t, name, client) {
  const seen = [];
  let cursor;
  do {
    const page = await client.listResources(cursor && { cursor });
    seen.push(...page.resources.map((one) => one.uri));
    cursor = page.nextCursor;
  } while (cursor);
  t.ok(seen.length > 100 && new Set(seen).size === seen.length,
    `${name}: ${seen.length} resources, each once`);
  const uri = "gabay://article/ko/returns";
  const { contents } = await client.readResource({ uri });
  t.eq([contents[0].uri, contents[0].mimeType,
    contents[0].text.startsWith("# ")], [uri, "text/markdown", true],
  `${name}: one is read`);
  const { resourceTemplates } = await client.listResourceTemplates();
  t.eq(resourceTemplates.length, 1, `${name}: the template`);
}

async function errors(t, name, client, isModern) {
  for (const [tool, args] of [["fetch", { id: "en/none" }], ["search", {}],
    ["answer", { question: "a", locale: "xx" }]]) {
    const got = await client.callTool({ name: tool, arguments: args });
    t.ok(got.isError && got.content[0].text, `${name}: ${tool} says no`,
      JSON.stringify(got));
  }
  const uri = "gabay://article/en/none";
  const cases = [
    [() => client.callTool({ name: "none", arguments: {} }), -32602, "tool"],
    [() => client.readResource({ uri }), isModern ? -32602 : -32002,
      "resource"],
    [() => client.listResources({ cursor: "x" }), -32602, "cursor"],
  ];
  for (const [ask, code, what] of cases) {
    const error = await failing(ask);
    t.eq(error?.code, code, `${name}: no such ${what}`);
  }
}

async function drive(t, name, home) {
  const isModern = /auto|pinned/.test(name);
  const seen = [];
  const client = await connect[name](new URL(home + "/mcp"), noting(seen));
  t.ok(client.getServerVersion().name === "gabay" && client.getInstructions(),
    `${name}: who we are`);
  t.eq(Object.keys(client.getServerCapabilities()).sort(),
    ["resources", "tools"], `${name}: what there is`);
  await tools(t, name, client);
  await resources(t, name, client);
  await errors(t, name, client, isModern);
  if (!isModern) t.eq(await client.ping(), {}, `${name}: ping`);
  await client.close();
  const first = isModern ? "server/discover" : "initialize";
  t.eq(seen[0].method, first, `${name}: begins with ${first}`);
  const later = seen.filter((one) => one.method !== "initialize");
  t.eq([...new Set(later.map((one) => one.version))],
    [isModern ? MODERN : LEGACY], `${name}: keeps to its era`);
  t.none(seen.filter((one) => one.status >= 500 ||
    one.type && !/^application\/json\b/.test(one.type) && one.status < 400)
    .map((one) => JSON.stringify(one)), `${name}: answers are JSON`);
}

export async function run(t) {
  const plain = await serve(t);
  for (const name of Object.keys(connect)) await drive(t, name, plain.home);
  const below = await serve(t, "/help");
  await drive(t, "client 2.4, pinned", below.home);
  const refused = await failing(() => modern(new URL(plain.home + "/mcp"),
    fetch, { pin: "2031-01-01" }));
  t.ok(refused, "a version that is not served is refused");
}
