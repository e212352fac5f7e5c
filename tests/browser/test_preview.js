/* A writer at work: what is saved is on the open page, which keeps its place;
   what is wrong stands below it. Nothing here judges how fast. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { openPage } from "./lib/chrome.js";
import { preview, SITE } from "./lib/gabay.js";
import { walk } from "./lib/walk.js";

const PAGE = "/en/orders/delivery";
const SOURCE = "en/orders/delivery.md";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const BROKEN = "---\ntitle: \"Not closed\n---\n\nText.\n";

const strip = (page) => page.locator("#_preview");
const own = (page) => strip(page).locator("details").first();
const others = (page) => strip(page).locator("details").last();
const status = (page) => page.locator("#_preview + [role=status]");

/* A page may load once more in the middle of it, when lists follow a save;
   what axe had put there is gone then. */
const AGAIN = /destroyed|navigat|detached|undefined \(reading 'run'\)/;

async function still(act) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries > 9 || !AGAIN.test(error.message)) {
        throw error;
      }
    }
  }
}

/* The files of a writer: save(path, text) or save(path, edit). */
function desk(content) {
  const first = new Map();
  const read = (path) => readFileSync(join(content, path), "utf8");
  return {
    save(path, change) {
      const old = read(path);
      if (!first.has(path)) first.set(path, old);
      writeFileSync(join(content, path),
        typeof change === "string" ? change : change(old));
    },
    mend() {
      for (const [path, text] of first) writeFileSync(join(content, path), text);
      first.clear();
    },
  };
}

async function axe(page) {
  const found = await still(() => new AxeBuilder({ page }).withTags(RULES)
    .setLegacyMode(true).analyze());
  return found.violations.map(({ id, nodes }) => `${id} ${nodes[0].target}`)
    .join("\n");
}

/* Longer than a screen, with something to unfold. */
const LONG = Array.from({ length: 30 }, (_, n) =>
  `## Part ${n}\n\nA paragraph of part ${n}, to make the page long.\n`)
  .join("\n");

async function follows({ page, home, ok, eq }, files) {
  files.save(SOURCE, (text) => `${text}\n${LONG}\n`);
  await page.goto(home + PAGE);
  await page.getByRole("heading", { name: "Part 20" }).waitFor();
  ok(await strip(page).isHidden(), "nothing is wrong: no strip");
  const part = page.getByRole("heading", { name: "Part 20" });
  const menu = page.locator("details.languages");
  const focused = () => still(() => page.evaluate(() =>
    document.activeElement.textContent));
  await still(() => part.evaluate((one) => one.scrollIntoView()));
  await still(() => menu.evaluate((one) => { one.open = true; }));
  await still(() => page.locator("article a").first().evaluate((one) =>
    one.focus({ preventScroll: true })));
  const place = () => still(() => part.evaluate((one) =>
    Math.round(one.getBoundingClientRect().top)));
  const before = await place();
  const label = await focused();
  files.save(SOURCE, (text) => text.replace(/\n## /,
    "\nA line that was just saved.\n\nAnd one more.\n\n## "));
  await page.getByText("A line that was just saved.").waitFor();
  const after = await place();
  ok(Math.abs(after - before) <= 2, "what is read stays where it is",
    `${before} -> ${after}`);
  ok(await still(() => menu.evaluate((one) => one.open)),
    "what was unfolded stays so");
  eq(await focused(), label, "the focus stays");
  files.save(SOURCE, (text) => text.replace("just saved", "saved again"));
  await page.getByText("A line that was saved again.").waitFor();
  ok(Math.abs(await place() - before) <= 2, "once more, with the lines above");
  files.mend();
  await page.getByText("A line that was saved again.")
    .waitFor({ state: "detached" });
  ok(true, "and what is taken back goes");
}

async function complains({ page, home, ok, eq }, files) {
  await page.goto(home + PAGE);
  const title = await page.locator("h1").innerText();
  files.save(SOURCE, BROKEN);
  await own(page).locator("li.error").first().waitFor();
  eq(await page.locator("h1").innerText(), title, "the last good page stays");
  const words = await own(page).innerText();
  ok(words.includes(`${SOURCE}:`) && /delivery\.md:\d+:\d+/.test(words),
    "the strip names file and line", words);
  ok(words.includes("Error"), "and says how bad it is in words");
  await status(page).filter({ hasText: "Errors: 1" })
    .waitFor({ state: "attached" });
  ok(true, "a screen reader is told");
  eq(await axe(page), "", "nothing that axe finds");
  await keyboard({ page, ok });
  await narrow({ page, ok, eq });
  files.mend();
  await strip(page).waitFor({ state: "hidden" });
  ok(true, "mended: the strip is gone");
  eq(await page.locator("h1").innerText(), title, "the page is there");
}

async function keyboard({ page, ok }) {
  await own(page).locator("summary").focus();
  await page.keyboard.press("Enter");
  const unfolded = () => still(() => own(page).evaluate((one) => one.open));
  ok(!await unfolded(), "the keyboard folds it");
  await page.reload();
  await own(page).locator("summary").waitFor();
  ok(!await unfolded(), "it stays folded");
  await own(page).locator("summary").focus();
  await page.keyboard.press("Enter");
  ok(await own(page).locator("li").first().isVisible(), "and unfolds");
}

/* At the width of a small phone, and enlarged, nothing is cut or covered. */
async function narrow({ page, ok, eq }) {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    eq(await axe(page), "", `320 px, ${scheme}: nothing that axe finds`);
  }
  const wide = await still(() => page.evaluate(() =>
    document.documentElement.scrollWidth - innerWidth));
  ok(wide <= 0, "nothing is wider than 320 px", wide);
  const free = await still(() => page.evaluate(() => {
    scrollTo(0, 1e6);
    return document.querySelector(".bottom").getBoundingClientRect().bottom -
      document.getElementById("_preview").getBoundingClientRect().top;
  }));
  ok(free <= 1, "the foot of the page is not covered", free);
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function elsewhere({ page, home, ok }, files) {
  await page.goto(home + "/en/orders/change");
  files.save(SOURCE, BROKEN);
  await others(page).locator("summary").waitFor();
  const words = await others(page).locator("summary").innerText();
  ok(/Problems in other articles: \d/.test(words), "it says how many", words);
  ok(await own(page).isHidden(), "and nothing of this article");
  await others(page).locator("summary").press("Enter");
  await others(page).getByText(`${SOURCE}:`).first().waitFor();
  ok(true, "unfolded, it lists them");
  await others(page).locator("a", { hasText: SOURCE }).first().click();
  await page.waitForURL("**" + PAGE);
  ok(true, "and leads there");
  files.mend();
  await strip(page).waitFor({ state: "hidden" });
}

async function missing({ page, home, ok, eq }, files, content) {
  await page.goto(home + "/en/orders/brand-new");
  eq(await page.locator(".status").first().innerText(), "404", "not there yet");
  files.save(SOURCE, BROKEN);
  await own(page).getByText(`${SOURCE}:`).first().waitFor();
  ok(true, "all errors stand below a page that is not there");
  files.mend();
  await strip(page).waitFor({ state: "hidden" });
  const path = join(content, "en/orders/brand-new.md");
  writeFileSync(path, "---\ntitle: Brand new\n---\n\nFresh text.\n");
  await page.getByRole("heading", { name: "Brand new", level: 1 }).waitFor();
  ok(true, "a new article shows where it was missed");
  rmSync(path);
  await page.getByRole("heading", { name: "Brand new", level: 1 })
    .waitFor({ state: "detached" });
  ok(true, "and goes when its file does");
}

async function rightToLeft({ page, home, ok, eq }, files) {
  const source = "ar/orders/delivery.md";
  await page.goto(`${home}/ar/orders/delivery`);
  files.save(source, BROKEN);
  await own(page).locator("li.error").first().waitFor();
  ok((await own(page).locator("code").first().innerText()).startsWith(source),
    "file and line in their own direction");
  eq(await axe(page), "", "nothing that axe finds");
  files.mend();
  await strip(page).waitFor({ state: "hidden" });
}

/* What the browser itself says of a server that is away is not to be heard
   here. */
async function lost(tests, files, running) {
  const { page } = await openPage(tests, running.home);
  const ok = (good, what) => tests.ok(good, `lost: ${what}`);
  await page.goto(running.home + PAGE);
  await running.stop();
  await strip(page).getByText("cannot be reached").waitFor();
  ok(true, "without a server it says so");
  files.save(SOURCE, (text) => `${text}\nSaved meanwhile.\n`);
  await running.again();
  await page.getByText("Saved meanwhile.").waitFor({ timeout: 20000 });
  await strip(page).waitFor({ state: "hidden" });
  ok(true, "and comes back by itself, with what was saved meanwhile");
  files.mend();
  await page.getByText("Saved meanwhile.").waitFor({ state: "detached" });
}

/* What the site's own files would be told. */
const CALM = "\nchecks:\n  missing-translation: off\n  long-title: off\n";

export async function run(tests) {
  const running = await preview(tests, SITE, CALM);
  const files = desk(running.content);
  const steps = [follows, complains, elsewhere, missing, rightToLeft];
  for (const step of steps) {
    await walk(tests, running.home, step.name,
      (on) => step(on, files, running.content));
    files.mend();
  }
  await lost(tests, files, running);
}
