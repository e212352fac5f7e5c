/* Runs real clients against the programs in BUILD; prints TAP.

   usage: run.sh run.js BUILD [TOPIC...] */
import { HERE, runTopics, Tests, topicsIn } from "./lib/tests.js";

const [build = "build", ...topics] = process.argv.slice(2);
const tests = new Tests(build);
let code = 1;
try {
  code = await runTopics(tests, topics.length ? topics : topicsIn(HERE));
} finally {
  await tests.close();
}
process.exit(code);
