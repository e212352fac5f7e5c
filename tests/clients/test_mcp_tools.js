/* Programs that judge servers of MCP: the inspector and the conformance
   tests, those of them that want no tools of their own. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { serve } from "./lib/gabay.js";
import { HERE } from "./lib/tests.js";

const SCENARIOS = ["server-initialize", "ping", "tools-list",
  "resources-list", "dns-rebinding-protection"];

/* Runs the program of a package: {code, out}. */
async function program(t, name, args) {
  const folder = join(HERE, "node_modules", ...name.split("/"));
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json")));
  const path = typeof bin === "string" ? bin : Object.values(bin)[0];
  try {
    const { stdout } = await promisify(execFile)(process.execPath,
      [join(folder, path), ...args], { cwd: t.folder, timeout: 60000 });
    return { code: 0, out: stdout };
  } catch (error) {
    return { code: error.code, out: `${error.stdout}${error.stderr}` };
  }
}

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
