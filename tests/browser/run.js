/* Runs the browser tests against the programs in BUILD; prints TAP.

   usage: run.sh run.js BUILD [TOPIC...] */
import { HERE, runSuite } from "./lib/tests.js";

await runSuite(HERE);
