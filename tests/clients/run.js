/* Runs real clients against the programs in BUILD; prints TAP.

   usage: run.sh run.js BUILD [TOPIC...] */
import { runSuite } from "../browser/lib/tests.js";
import { HERE } from "./lib/here.js";

await runSuite(HERE);
