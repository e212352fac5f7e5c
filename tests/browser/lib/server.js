/* A server of a compiled site, for the tests of all suites in JavaScript. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

/* The same day for all runs, so that pages stay the same. */
const CLOCK = "1795000000";

export async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/* Compiles a content folder into `file`. */
export function compile(tests, content, file, options = []) {
  execFileSync(join(tests.build, "gabay-indexer"),
    [content, "-o", file, "--quiet", ...options], {
      env: { ...process.env, SOURCE_DATE_EPOCH: CLOCK },
      stdio: ["ignore", "ignore", "pipe"],
    });
}

/* A child that is ended with the tests, or when `end` is called: {ended,
   end}. */
function ending(tests, child) {
  const ended = new Promise((done) => child.once("exit", done));
  const end = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  tests.later(end);
  return { ended, end };
}

/* Serves a file until the tests end or what it gives is called; it answers when
   this returns. */
export async function start(tests, file, port, options = []) {
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

/* Compiles a content folder into `file` whenever something in it is saved,
   until the tests end; the file is there when this returns. */
export async function watch(tests, content, file) {
  const child = spawn(join(tests.build, "gabay-indexer"),
    ["--watch", content, "-o", file], { stdio: "ignore" });
  const { ended } = ending(tests, child);
  let over = false;
  ended.then(() => { over = true; });
  while (!existsSync(file)) {
    if (over) throw new Error("gabay-indexer --watch did not start");
    await new Promise((done) => setTimeout(done, 20));
  }
}
