/* Sites compiled and served for the tests. */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { HERE, TOP } from "./tests.js";

export const SITE = join(HERE, "site");
export const SAMPLE = join(TOP, "articles");

/* The same days for all runs, so that pages stay the same. */
const CLOCK = "1795000000";

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/* Compiles a copy of a content folder, with more lines in its site.yaml and
   more files: path -> text. */
function compile(tests, content, name, lines, files) {
  const copy = tests.path(name);
  const file = tests.path(name + ".gabay");
  cpSync(content, copy, { recursive: true });
  const settings = join(copy, "site.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8") + lines);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  execFileSync(join(tests.build, "gabay-indexer"), [copy, "-o", file], {
    env: { ...process.env, SOURCE_DATE_EPOCH: CLOCK },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return file;
}

/* Serves a content folder and gives {origin, home, data}: `home` ends without a
   slash and holds the prefix. `absolute` compiles it with a base_url that is
   the server's own, prefix and all; `files` are added to the content, and
   `options` to the server's. */
export async function serve(tests, content,
  { absolute = false, files = {}, options = [] } = {}) {
  const name = `site-${tests.closers.length}`;
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const home = absolute ? `${origin}/help` : origin;
  const file = compile(tests, content, name,
    absolute ? `\nbase_url: ${home}\n` : "", files);
  const data = tests.path(name + "-data");
  mkdirSync(data);
  const child = spawn(join(tests.build, "gabay-server"),
    [file, "--listen", `127.0.0.1:${port}`, "--quiet", "--data", data,
      ...options],
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
  return { origin, home, data };
}

const served = new Map();

/* The test site and the sample, each served once: by name below. */
export async function site(tests, name) {
  const sites = {
    plain: [SITE, {}],
    absolute: [SITE, { absolute: true }],
    sample: [SAMPLE, {}],
  };
  if (!served.has(name)) served.set(name, serve(tests, ...sites[name]));
  return served.get(name);
}
