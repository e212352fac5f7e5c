/* A server of a compiled site, for the tests of all suites in JavaScript. */
import { execFileSync, spawn } from "node:child_process";
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

/* Serves a file until the tests end; it answers when this returns. */
export async function start(tests, file, port, options = []) {
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
}
