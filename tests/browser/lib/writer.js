/* A writer of many articles: the folder, and from a save to the screen. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SECTIONS = 100;
const WORDS = ("order parcel refund return voucher courier address payment " +
  "invoice account password delivery exchange size colour repair warranty " +
  "points card bank transfer shop store opening phone chat letter photo " +
  "label box weight kilogram customs island neighbour locker code").split(" ");

/* The same numbers in each run. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * sides);
  };
}

function sentence(roll) {
  const words = Array.from({ length: 6 + roll(12) }, () =>
    WORDS[roll(WORDS.length)]);
  return words.join(" ").replace(/^./, (c) => c.toUpperCase()) + ".";
}

function article(n, roll) {
  const part = (k) => `## Part ${k}\n\n` + Array.from({ length: 8 }, () =>
    sentence(roll)).join(" ");
  const near = (n + 1 + roll(5)) % SECTIONS;
  return `---\ntitle: Article ${n} about ${WORDS[n % WORDS.length]}\n` +
    `description: What to know of number ${n}.\n---\n\n` +
    `See [section ${near}](../s${near}/_index.md).\n\n` +
    [1, 2, 3, 4].map(part).join("\n\n") + "\n";
}

/* A content folder of `count` articles in English; gives the path of one. */
export function writeContent(folder, count) {
  const roll = dice(7);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "site.yaml"), "title: Many\n");
  for (let s = 0; s < SECTIONS; s += 1) {
    mkdirSync(join(folder, `en/s${s}`), { recursive: true });
    writeFileSync(join(folder, `en/s${s}/_index.md`),
      `---\ntitle: Section ${s}\n---\n`);
  }
  for (let n = 0; n < count; n += 1) {
    writeFileSync(join(folder, `en/s${n % SECTIONS}/a${n}.md`),
      article(n, roll));
  }
  return "en/s50/a50";
}

/* Runs in the page: tells the moment at which the frame with the newest save
   was shown, less the moment that the save itself names. */
function timeSaves() {
  const at = () => {
    const mark = document.body?.innerText.match(/Saved at (\d+)/);
    const saved = mark ? Number(mark[1]) : 0;
    requestAnimationFrame(at);
    if (!saved || saved === Number(sessionStorage.getItem("saved"))) return;
    sessionStorage.setItem("saved", saved);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.gabayShown(saved, Date.now() - saved);
    port2.postMessage(0);
  };
  requestAnimationFrame(at);
}

/* Gives save(path): it saves the article at `path` once, and gives the
   milliseconds until it stood on the page that is open in the context. */
export async function saves(context) {
  const shown = new Map();
  await context.exposeFunction("gabayShown", (saved, took) =>
    shown.get(saved)?.(took));
  await context.addInitScript(timeSaves);
  return (path) => {
    const text = readFileSync(path, "utf8").replace(/\nSaved at .*\n/, "");
    const saved = Date.now();
    const seen = new Promise((done) => shown.set(saved, done));
    writeFileSync(path, `${text}\nSaved at ${saved}\n`);
    return seen;
  };
}
