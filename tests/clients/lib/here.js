/* The folder of the suite, and that of the project. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const HERE = dirname(dirname(fileURLToPath(import.meta.url)));
export const TOP = dirname(dirname(HERE));
