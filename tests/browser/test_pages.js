/* Every kind of page, in both directions, at three widths, light and dark, the
   list of suggestions open and closed: nothing that axe finds, nothing that
   moves, nothing that scrolls sideways, nothing asked of others. */
import { AxeBuilder } from "@axe-core/playwright";
import { openPage, shifts } from "./lib/chrome.js";
import { site } from "./lib/gabay.js";
import { LOCALES, pages, WORDS } from "./lib/kinds.js";

const FULL = { widths: [320, 360, 1280], schemes: ["light", "dark"] };
const SHORT = { widths: [320, 1280], schemes: ["dark"] };
const WORDS_ONLY = { widths: [320], schemes: ["light"] };
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
  "best-practice"];
const DIRECTIONS = ["en", "ar"];
const OFTEN = ["home", "section", "article", "hits", "none", "contact",
  "feedback", "missing"];
const WITH_LIST = ["home", "article"];
const AT_ONCE = 2;

async function violations(page) {
  const axe = new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true)
    .options({ resultTypes: ["violations"] });
  const found = (await axe.analyze()).violations;
  return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) =>
    `axe ${id}: ${node.target} ${node.failureSummary.split("\n")[1] || ""}`));
}

/* What is wider than the screen, by name. */
function tooWide() {
  const width = window.innerWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.right > width + 1 || box.left < -1;
  });
  const names = wide.slice(0, 5).map((e) => `${e.nodeName}.${e.className}`);
  return [`scrolls sideways: ${names.join(" ")}`];
}

/* To the end and back, so that what comes late comes. */
async function scrollThrough(page) {
  const pause = () => page.waitForTimeout(60);
  for (const part of [0.5, 1]) {
    await page.evaluate((to) => scrollTo(0, document.body.scrollHeight * to),
      part);
    await pause();
  }
  await page.evaluate(() => scrollTo(0, 0));
}

async function moved(page) {
  return (await shifts(page)).map((shift) => `moves: ${shift}`);
}

async function inSchemes(page, schemes, where) {
  const found = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((v) =>
      `${where}, ${colorScheme}: ${v}`));
  }
  return found;
}

async function openList(page, typed) {
  const box = page.getByRole("combobox").first();
  await box.fill("");
  await box.pressSequentially(typed);
  await page.getByRole("option").first().waitFor();
  await box.press("ArrowDown");
}

async function atWidth(page, url, { kind, locale }, width, schemes) {
  const found = [];
  const tell = (list, more = "") =>
    found.push(...list.map((line) => `${width} px${more}: ${line}`));
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: schemes[0] });
  const reply = await page.goto(url);
  if (reply.status() !== (kind === "missing" ? 404 : 200)) {
    found.push(`answers ${reply.status()}`);
  }
  await scrollThrough(page);
  tell(await moved(page));
  tell(await page.evaluate(tooWide));
  found.push(...await inSchemes(page, schemes, `${width} px`));
  if (!WITH_LIST.includes(kind)) return found;
  await page.goto(url);
  await openList(page, WORDS[locale].typed);
  tell(await moved(page), ", list open");
  tell(await page.evaluate(tooWide), ", list open");
  found.push(...await inSchemes(page, schemes, `${width} px, list open`));
  return found;
}

/* The other languages are there for their long words and their letters. */
function plan({ kind, locale }) {
  if (!DIRECTIONS.includes(locale)) return WORDS_ONLY;
  return OFTEN.includes(kind) ? FULL : SHORT;
}

async function checkPage(tests, home, { kind, locale, path }) {
  const { page, context, seen } = await openPage(tests, home);
  const found = [];
  const { widths, schemes } = plan({ kind, locale });
  try {
    for (const width of widths) {
      found.push(...await atWidth(page, home + path, { kind, locale }, width,
        schemes));
    }
    found.push(...seen);
    if ((await context.cookies()).length) found.push("has cookies");
  } catch (error) {
    found.push(`${error.message.split("\n")[0]} at ${page.viewportSize().width} px`);
  } finally {
    await context.close();
  }
  tests.none([...new Set(found)], `${kind} ${locale}`);
}

export async function run(tests) {
  const { home } = await site(tests, "plain");
  const queue = [...pages(DIRECTIONS),
    ...pages(LOCALES.filter((one) => !DIRECTIONS.includes(one)), OFTEN)];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await checkPage(tests, home, next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
