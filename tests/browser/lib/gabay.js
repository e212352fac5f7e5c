/* Sites compiled and served for the tests. */
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync, existsSync, mkdirSync, readFileSync, writeFileSync,
} from "node:fs";
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
  await start(tests, file, port, ["--data", data, ...options]);
  return { origin, home, data };
}

/* Ends a child with the tests, or when the function that it gives is called. */
function ending(tests, child) {
  const ended = new Promise((done) => child.once("exit", done));
  const end = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  tests.later(end);
  return { ended, end };
}

async function start(tests, file, port, options) {
  const child = spawn(join(tests.build, "gabay-server"),
    [file, "--listen", `127.0.0.1:${port}`, "--quiet", ...options],
    { stdio: ["ignore", "pipe", "inherit"] });
  const { ended, end } = ending(tests, child);
  const started = new Promise((done) => {
    createInterface({ input: child.stdout }).once("line", done);
  });
  await Promise.race([started, ended]);
  if (child.exitCode !== null) throw new Error("gabay-server did not start");
  return end;
}

/* A preview of a copy of a content folder, as `make preview` runs it: {home,
   content, file, stop(), again()}. `content` is the copy; what is saved there
   is to be seen on `home`. stop() ends the server, again() starts it. */
export async function preview(tests, content) {
  const name = `preview-${tests.closers.length}`;
  const copy = tests.path(name);
  const file = tests.path(name + ".gabay");
  const port = await freePort();
  cpSync(content, copy, { recursive: true });
  const watcher = spawn(join(tests.build, "gabay-indexer"),
    ["--watch", copy, "-o", file], { stdio: ["ignore", "ignore", "ignore"] });
  const { ended } = ending(tests, watcher);
  let over = false;
  ended.then(() => { over = true; });
  while (!existsSync(file)) {
    if (over) throw new Error("gabay-indexer --watch did not start");
    await new Promise((done) => setTimeout(done, 20));
  }
  const again = () => start(tests, file, port, ["--live"]);
  const running = { home: `http://127.0.0.1:${port}`, content: copy, file };
  running.stop = await again();
  running.again = async () => { running.stop = await again(); };
  return running;
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
