/* Programs that packages bring. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { HERE } from "./here.js";

/* Nothing is asked of the network. */
const QUIET = { REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

/* Runs the program of a package: {code, out}. */
export async function program(t, name, args) {
  const folder = join(HERE, "node_modules", ...name.split("/"));
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json")));
  const path = typeof bin === "string" ? bin : Object.values(bin)[0];
  try {
    const { stdout } = await promisify(execFile)(process.execPath,
      [join(folder, path), ...args], { cwd: t.folder, timeout: 60000,
        env: { ...process.env, ...QUIET } });
    return { code: 0, out: stdout };
  } catch (error) {
    return { code: error.code, out: `${error.stdout}${error.stderr}` };
  }
}
