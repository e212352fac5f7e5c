/* The OpenAPI document is fine for those who judge such, and the server
   answers as it says: each operation, each status, each kind of error. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SwaggerParser from "@apidevtools/swagger-parser";
import { caller } from "./lib/calls.js";
import { Contract } from "./lib/contract.js";
import { serve } from "./lib/gabay.js";
import { program } from "./lib/program.js";

const DOCUMENT = "/api/v1/openapi.json";
/* Only memory that runs out brings the first two, and only a disk that is full
   or too slow the others: the tests of faults and of HTTP ask for them. */
const NOT_HERE = / 500 |^answer 503 |^sendFeedback 50[37] /;
const client = (number) => ({ "X-Forwarded-For": `192.0.2.${number}` });
const VOTE = { locale: "en", article: "returns", vote: "yes" };
/* More arguments than are read. */
const MANY = "?x" + "&x".repeat(100);
const COSTLY = ["search", "suggest", "answer"];

async function judged(t, text) {
  const file = t.path("openapi.json");
  writeFileSync(file, text);
  const lint = await program(t, "@redocly/cli", ["lint", file,
    "--skip-rule=info-license"]);
  t.ok(lint.code === 0 && !/warning/i.test(lint.out), "redocly finds nothing",
    lint.out);
  const error = await SwaggerParser.validate(JSON.parse(text))
    .then(() => null, (caught) => caught);
  t.ok(!error, "swagger-parser takes it", error?.message);
}

/* Holds one answer against the document. */
function judge(t, contract) {
  return async (ask, id, target, status, how = {}) => {
    const operation = contract.operations.find((one) => one.id === id);
    const path = operation.path.replace(/\{id\}$/, "") + target;
    const answer = await ask({ method: operation.method.toUpperCase(), path,
      ...how });
    const fault = answer.status === status ? "" : `${answer.status}`;
    t.none([fault, contract.fault(operation, answer)].filter(Boolean),
      `${id}${target.slice(0, 60)}: ${status}`);
    return answer;
  };
}

/* What each argument may be at its limits: [query, status]. */
function edges({ operation }) {
  return (operation.parameters ?? []).filter((one) => one.in === "query")
    .flatMap(({ name, required, schema }) => {
      const good = schema.enum ?? [schema.minimum, schema.maximum];
      const bad = [
        ...schema.enum ? ["none"] : [],
        ...schema.maximum ? [schema.maximum + 1, schema.minimum - 1, "x"] : [],
        ...schema.format ? ["yesterday"] : [],
        ...schema.maxLength ? ["x".repeat(schema.maxLength + 1)] : [],
        ...name === "locale" ? ["xx"] : [],
        ...name === "zone" ? ["Nowhere/Else"] : [],
      ];
      return [
        ...good.filter((value) => value !== undefined)
          .map((value) => [name, value, 200]),
        ...bad.map((value) => [name, value, 400]),
        ...required ? [[name, null, 400]] : [],
      ];
    });
}

async function reads(check, ask, operation) {
  const { id } = operation;
  const start = id === "getArticle" ? "returns" : "";
  const needed = (operation.operation.parameters ?? [])
    .some((one) => one.name === "q") ? { q: "how do I return an item" } : {};
  const target = (more) => {
    const query = new URLSearchParams({ ...needed, ...more });
    for (const [name, value] of Object.entries(more)) {
      if (value === null) query.delete(name);
    }
    return start + (query.size ? "?" + query : "");
  };
  const first = await check(ask, id, target({}), 200);
  await check(ask, id, target({}), 304,
    { headers: { "If-None-Match": first.headers.etag } });
  for (const [name, value, status] of edges(operation)) {
    await check(ask, id, target({ [name]: value }), status);
  }
  await check(ask, id, start + MANY, 400);
  await check(ask, id, start + "?x=" + "y".repeat(8000), 414);
}

async function votes(t, check, ask, tokens) {
  const send = (body, status, token = tokens.feedback, more = {}) =>
    check(ask, "sendFeedback", "", status, {
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "Content-Type": "application/json",
        ...token ? { Authorization: `Bearer ${token}` } : {}, ...more },
    });
  await send(VOTE, 200);
  await send({ locale: "en", question: "Where is my parcel?" }, 200);
  await send("{", 400);
  await send(VOTE, 401, null);
  await send(VOTE, 403, tokens.search);
  await send({ ...VOTE, article: "none" }, 404);
  await send({ ...VOTE, comment: "x".repeat(70000) }, 413);
  await send(VOTE, 415, tokens.feedback, { "Content-Type": "text/plain" });
  await send({ ...VOTE, vote: "perhaps" }, 422);
  const token = { Authorization: `Bearer ${tokens.feedback}`,
    "Content-Type": "application/json" };
  const post = { body: JSON.stringify(VOTE), headers: token };
  await check(ask, "sendFeedback", MANY, 400, post);
  await check(ask, "sendFeedback", "?x=" + "y".repeat(8000), 414, post);
}

/* A client that has asked too often, and one whose token nobody knows. */
async function counted(check, ask, tokens) {
  const wrong = { Authorization: "Bearer gabay_" + "A".repeat(43) };
  for (const [number, id] of COSTLY.entries()) {
    const headers = client(number);
    await check(ask, id, "?q=a", 401, { headers: { ...headers, ...wrong } });
    await check(ask, id, "?q=a", 429, { headers });
  }
  const post = { body: JSON.stringify(VOTE), headers: { ...client(9),
    "Content-Type": "application/json",
    Authorization: `Bearer ${tokens.feedback}` } };
  await check(ask, "sendFeedback", "", 200, post);
  await check(ask, "sendFeedback", "", 429, post);
}

/* Where a language's tables are damaged and an article has expired. */
async function broken(t, check) {
  const patch = (...args) => (file, out) => execFileSync(
    join(t.build, "tests/http/patch_site"), [file, out, ...args]);
  const word = t.path("word");
  writeFileSync(word, "x");
  for (const table of ["records", "index"]) {
    const { origin } = await serve(t, "",
      { change: patch(`search/en/${table}`, word) });
    const ask = caller(t, origin);
    const down = table === "index" ? ["search"] : ["suggest",
      "listArticles", "getArticle", "listSections"];
    for (const id of down) {
      const start = id === "getArticle" ? "returns" : "";
      await check(ask, id, start + "?locale=en&q=how+to+return", 503);
    }
    const said = await check(ask, "answer", "?locale=en&q=how+to+return", 200);
    t.eq(JSON.parse(said.text).handoff.reason, "search-unavailable",
      `people are reached without ${table}`);
  }
  const { origin } = await serve(t, "",
    { change: patch("/en/returns/return-an-item", "expires=1") });
  await check(caller(t, origin), "getArticle", "returns?locale=en", 410);
}

/* What is no operation's. */
async function others(t, ask, contract) {
  const cases = [
    [{ path: "/api/v1/none" }, 404, "/problems/no-such-call"],
    [{ path: "/api/v1/search?q=a", method: "PUT" }, 405,
      "/problems/wrong-method"],
    [{ path: "/mcp", method: "POST", body: "{}",
      headers: { Origin: "https://evil.example" } }, 403,
    "/problems/foreign-origin"],
  ];
  for (const [how, status, type] of cases) {
    const answer = await ask(how);
    t.eq([answer.status, JSON.parse(answer.text).type,
      contract.problemFault(answer)], [status, type, ""], type);
  }
}

function tokensOf(t) {
  const file = t.path("tokens");
  const names = ["feedback", "search"];
  const made = names.map((scope) => [scope, execFileSync(
    join(t.build, "gabay-server"), ["token", "new", scope, "--scope", scope,
      "--file", file], { encoding: "utf8" }).trim().split("\n")[0]]);
  const data = t.path("data");
  mkdirSync(data);
  return { ...Object.fromEntries(made),
    options: ["--data", data, "--tokens", file] };
}

export async function run(t) {
  const tokens = tokensOf(t);
  const { origin } = await serve(t, "", { options: tokens.options });
  const ask = caller(t, origin);
  const served = await ask({ path: DOCUMENT });
  await judged(t, served.text);
  const contract = new Contract(JSON.parse(served.text));
  const check = judge(t, contract);
  for (const operation of contract.operations) {
    if (operation.method === "get") await reads(check, ask, operation);
  }
  await check(ask, "suggest", "?q=ret&format=opensearch", 200);
  await check(ask, "getArticle", "none", 404);
  await votes(t, check, ask, tokens);
  await others(t, ask, contract);

  const closed = caller(t, (await serve(t, "",
    { options: tokens.options.slice(2) })).origin);
  await check(closed, "sendFeedback", "", 404, { body: JSON.stringify(VOTE),
    headers: { "Content-Type": "application/json",
      Authorization: `Bearer ${tokens.feedback}` } });
  const second = t.path("data-2");
  mkdirSync(second);
  const busy = caller(t, (await serve(t, "", { options: [
    "--data", second, ...tokens.options.slice(2), "--rate-limit", "1",
    "--token-rate-limit", "1", "--trusted-proxies", "127.0.0.1"] })).origin);
  await counted(check, busy, tokens);
  await broken(t, check);
  t.none(contract.promised().filter((one) => !NOT_HERE.test(one) &&
    !contract.seen.has(one)), "every promised answer was seen");
}
