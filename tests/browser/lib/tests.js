/* TAP, as the other suites print it, and how topics are run. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const HERE = dirname(dirname(fileURLToPath(import.meta.url)));
export const TOP = dirname(dirname(HERE));

export class Tests {
  /* `home` is the folder of the suite, which is called after it. */
  constructor(build, home = HERE) {
    this.build = resolve(build);
    this.home = home;
    this.suite = basename(home);
    this.folder = mkdtempSync(join(tmpdir(), `gabay-${this.suite}-`));
    this.topic = "";
    this.count = this.failed = 0;
    this.closers = [];
  }

  path(name) {
    return join(this.folder, name);
  }

  /* What close() undoes, the last first. */
  later(undo) {
    this.closers.unshift(undo);
  }

  async close() {
    for (const undo of this.closers) await undo();
    rmSync(this.folder, { recursive: true, force: true });
  }

  ok(good, name, detail = "") {
    this.count += 1;
    this.failed += good ? 0 : 1;
    const head = good ? "ok" : "not ok";
    console.log(
      `${head} ${this.count} - ${this.suite}/${this.topic}: ${name}`);
    if (!good && detail) this.note(detail);
    return good;
  }

  eq(got, want, name) {
    const [a, b] = [got, want].map((value) => JSON.stringify(value));
    return this.ok(a === b, name, `got  ${a}\nwant ${b}`);
  }

  /* Fails with what was found, one finding a line. */
  none(found, name) {
    return this.ok(found.length === 0, name, found.join("\n"));
  }

  note(text) {
    for (const line of String(text).slice(0, 4000).split("\n")) {
      console.log("# " + line);
    }
  }
}

/* The topics of a folder: test_TOPIC.js exports run(tests). */
function topicsIn(folder) {
  return readdirSync(folder).map((name) => name.match(/^test_(.+)\.js$/))
    .filter(Boolean).map((match) => match[1]).sort();
}

async function runTopics(tests, topics) {
  for (const topic of topics) {
    tests.topic = topic;
    const start = Date.now();
    try {
      const { run } = await import(join(tests.home, `test_${topic}.js`));
      await run(tests);
    } catch (error) { /* One broken topic must not hide the others. */
      tests.ok(false, "ran to its end", error.stack);
    }
    tests.note(`${topic}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  console.log(`1..${tests.count}`);
  return tests.failed || !tests.count ? 1 : 0;
}

/* Runs the suite of a folder as its command line says, BUILD [TOPIC...], and
   ends the process. */
export async function runSuite(home) {
  const [build = "build", ...topics] = process.argv.slice(2);
  const tests = new Tests(build, home);
  let code = 1;
  try {
    code = await runTopics(tests, topics.length ? topics : topicsIn(home));
  } finally {
    await tests.close();
  }
  process.exit(code);
}
