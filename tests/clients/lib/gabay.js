/* The sample help centre, compiled and served for the tests. */
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TOP } from "./here.js";

/* The same day for all runs. */
const CLOCK = "1795000000";

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

const compiled = new Map();

/* The sample, each kind of it compiled once. */
function compile(tests, base) {
  if (compiled.has(base)) return compiled.get(base);
  const file = tests.path(`site-${compiled.size}.gabay`);
  execFileSync(join(tests.build, "gabay-indexer"),
    [join(TOP, "articles"), "-o", file, "--quiet",
      ...base ? ["--base-url", base] : []], {
      env: { ...process.env, SOURCE_DATE_EPOCH: CLOCK },
      stdio: ["ignore", "ignore", "pipe"],
    });
  compiled.set(base, file);
  return file;
}

/* Serves the sample and gives {origin, home, port}: `home` ends without a slash
   and holds the prefix, if one is wanted ("/help"): then it is compiled with a
   base_url that is the server's own. `options` are more arguments of the server;
   change(file, out) writes another file, which is served then. */
export async function serve(tests, prefix = "", { options = [], change } = {}) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const home = origin + prefix;
  const made = compile(tests, prefix && home);
  const file = change ? tests.path(`changed-${port}.gabay`) : made;
  change?.(made, file);
  const child = spawn(join(tests.build, "gabay-server"),
    [file, "--listen", `127.0.0.1:${port}`, "--quiet", ...options],
    { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => child.once("exit", done));
  const started = new Promise((done) => {
    createInterface({ input: child.stdout }).once("line", done);
  });
  tests.later(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  await Promise.race([started, ended]);
  if (child.exitCode !== null) throw new Error("gabay-server did not start");
  return { origin, home, port };
}
