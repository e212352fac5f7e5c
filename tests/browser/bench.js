/* How fast pages are: Lighthouse's performance, phone and desktop, the time
   from a key press to suggestions on the screen of a slow phone, and that from
   the save of one of 10,000 articles to the page of a preview.

   usage: run.sh bench.js BUILD [--judge]    --judge: print TAP, not a table */
import { openPage } from "./lib/chrome.js";
import { preview, site } from "./lib/gabay.js";
import { pages } from "./lib/kinds.js";
import { chrome, judge } from "./lib/lighthouse.js";
import { Tests } from "./lib/tests.js";
import { saves, writeContent } from "./lib/writer.js";

const LOCALES = ["en", "ko", "ar"];
const KINDS = ["home", "article", "hits"];
const RUNS = 3;
const SCORE = 99;
const SLOWER = 4;
const MILLISECONDS = 50;
const ARTICLES = 10000;
const SAVES = 11;
const SAVED = 300; /* milliseconds */
const PAUSE = 700; /* of a writer, between two saves */
const TYPED = ["ref", "deliv", "pay", "cancel", "return", "coup"];

const middle = (numbers) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/* One line of figures, and whether they are within the budget. */
function tell(tests, judged, good, text) {
  if (judged) tests.ok(good, text);
  else console.log(`  ${text}${good ? "" : "  (over the budget)"}`);
}

async function performance(tests, judged) {
  const { home } = await site(tests, "plain");
  const port = await chrome(tests);
  for (const desktop of [false, true]) {
    for (const { kind, locale, path } of pages(LOCALES, KINDS)) {
      const runs = [];
      for (let i = 0; i < RUNS; i += 1) {
        runs.push(await judge(port, home + path, ["performance"], { desktop }));
      }
      const score = middle(runs.map((run) => run.scores.performance));
      const [paint, blocked] = ["largest-contentful-paint",
        "total-blocking-time"].map((id) =>
        Math.round(middle(runs.map((run) => run.audits[id].numericValue))));
      tell(tests, judged, score >= SCORE,
        `${desktop ? "desktop" : "phone"}, ${kind} ${locale}: ${score}, ` +
        `largest paint ${paint} ms, blocked ${blocked} ms`);
    }
  }
}

/* From the key press to the frame that shows what it found. */
function timeKeys() {
  window.gabayTimes = [];
  let pressed = 0;
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  const shown = () => {
    const start = pressed;
    pressed = 0;
    if (!start || !document.querySelector("[role=option]")) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () =>
        window.gabayTimes.push(window.performance.now() - start);
      port2.postMessage(0);
    });
  };
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(shown).observe(document.querySelector("#suggest"),
      { childList: true });
  });
}

async function typing(tests, judged) {
  const { home } = await site(tests, "sample");
  const { page, context } = await openPage(tests, home, {
    viewport: { width: 390, height: 844 },
  });
  await context.addInitScript(timeKeys);
  await page.goto(`${home}/en/`);
  const device = await context.newCDPSession(page);
  await device.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const box = page.getByRole("combobox");
  for (const word of TYPED) {
    await box.fill("");
    await box.pressSequentially(word, { delay: 180 });
  }
  const times = await page.evaluate(() => window.gabayTimes);
  const [half, worst] = [middle(times), Math.max(...times)].map(Math.round);
  tell(tests, judged, times.length > 0 && half < MILLISECONDS,
    `key to suggestions, processor ${SLOWER} times slower: ` +
    `${half} ms, worst of ${times.length}: ${worst} ms`);
  await context.close();
}

async function saving(tests, judged) {
  const content = tests.path("many");
  const path = writeContent(content, ARTICLES);
  const running = await preview(tests, content);
  const { page, context } = await openPage(tests, running.home);
  const source = `${running.content}/${path}.md`;
  const times = [];
  const save = await saves(context);
  await page.goto(`${running.home}/${path}`);
  for (let n = 0; n < SAVES; n += 1) {
    times.push(await save(source));
    await page.waitForTimeout(PAUSE);
  }
  tell(tests, judged, middle(times) <= SAVED,
    `save to screen, ${ARTICLES.toLocaleString("en")} articles: ` +
    `${middle(times)} ms, worst of ${SAVES}: ${Math.max(...times)} ms`);
  await context.close();
}

const words = process.argv.slice(2);
const judged = words.includes("--judge");
const tests = new Tests(words[0] ?? "build");
tests.topic = "speed";
try {
  if (!judged) console.log("pages in a browser (medians of 3)");
  await saving(tests, judged);
  await typing(tests, judged);
  await performance(tests, judged);
} catch (error) {
  tests.ok(false, "ran to its end", error.stack);
} finally {
  await tests.close();
}
if (judged) console.log(`1..${tests.count}`);
process.exit(tests.failed ? 1 : 0);
