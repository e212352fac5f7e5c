/* Programs that judge servers of MCP: the inspector and the conformance
   tests, those of them that want no tools of their own. */
import { serve } from "./lib/gabay.js";
import { program } from "./lib/program.js";

const SCENARIOS = ["server-initialize", "ping", "tools-list",
  "resources-list", "dns-rebinding-protection"];

async function inspect(t, home, args) {
  const got = await program(t, "@modelcontextprotocol/inspector",
    ["--cli", home + "/mcp", "--transport", "http", ...args]);
  return got.code === 0 ? JSON.parse(got.out) : t.note(got.out);
}

async function inspector(t, home) {
  const listed = await inspect(t, home, ["--method", "tools/list"]);
  t.eq(listed?.tools.map((tool) => tool.name),
    ["search", "fetch", "answer", "list_topics", "contact_options"],
    "the inspector lists the tools");
  const called = await inspect(t, home, ["--method", "tools/call",
    "--tool-name", "search", "--tool-arg", "query=refund"]);
  t.ok(called?.structuredContent.results.length > 0,
    "and calls one", JSON.stringify(called));
}

async function conformance(t, home, scenario) {
  const got = await program(t, "@modelcontextprotocol/conformance",
    ["server", "--url", home + "/mcp", "--scenario", scenario]);
  t.ok(got.code === 0 && /, 0 failed, 0 warnings/.test(got.out),
    `conformance: ${scenario}`, got.out);
}

export async function run(t) {
  const { home } = await serve(t);
  await inspector(t, home);
  await Promise.all(SCENARIOS.map((one) => conformance(t, home, one)));
}
