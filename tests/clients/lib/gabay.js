/* The sample help centre, compiled and served for the tests. */
import { join } from "node:path";
import { compile, freePort, start } from "../../browser/lib/server.js";
import { TOP } from "./here.js";

const compiled = new Map();

/* The sample, each kind of it compiled once. */
function sample(tests, base) {
  if (compiled.has(base)) return compiled.get(base);
  const file = tests.path(`site-${compiled.size}.gabay`);
  compile(tests, join(TOP, "articles"), file,
    base ? ["--base-url", base] : []);
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
  const made = sample(tests, prefix && home);
  const file = change ? tests.path(`changed-${port}.gabay`) : made;
  change?.(made, file);
  await start(tests, file, port, options);
  return { origin, home, port };
}
