/* Sites compiled and served for the tests. */
import {
  appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { compile, freePort, start, watch } from "./server.js";
import { HERE, TOP } from "./tests.js";

export const SITE = join(HERE, "site");
export const SAMPLE = join(TOP, "articles");

/* Compiles a copy of a content folder, with more lines in its site.yaml and
   more files: path -> text. */
function compileCopy(tests, content, name, lines, files) {
  const copy = tests.path(name);
  const file = tests.path(name + ".gabay");
  cpSync(content, copy, { recursive: true });
  const settings = join(copy, "site.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8") + lines);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  compile(tests, copy, file);
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
  const file = compileCopy(tests, content, name,
    absolute ? `\nbase_url: ${home}\n` : "", files);
  const data = tests.path(name + "-data");
  mkdirSync(data);
  await start(tests, file, port, ["--data", data, ...options]);
  return { origin, home, data };
}

/* A preview of a copy of a content folder, as `make preview` runs it: {home,
   content, stop(), again()}. `content` is the copy, with more lines in its
   site.yaml; what is saved there is to be seen on `home`. stop() ends the
   server, again() starts it. */
export async function preview(tests, content, lines = "") {
  const name = `preview-${tests.closers.length}`;
  const copy = tests.path(name);
  const file = tests.path(name + ".gabay");
  const port = await freePort();
  cpSync(content, copy, { recursive: true });
  appendFileSync(join(copy, "site.yaml"), lines);
  await watch(tests, copy, file);
  const running = { home: `http://127.0.0.1:${port}`, content: copy };
  running.again = async () => {
    running.stop = await start(tests, file, port, ["--live"]);
  };
  await running.again();
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
