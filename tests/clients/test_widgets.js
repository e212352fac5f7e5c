/* Search boxes of others, in a browser, on a page of another origin. */
import { serve } from "./lib/gabay.js";
import { openPage } from "./lib/page.js";

const TITLE = "Return an item: step by step";

async function docsearch(t, home) {
  const { page, seen } = await openPage(t, "docsearch", home);
  await page.click(".DocSearch-Button");
  await page.fill(".DocSearch-Input", "return an item");
  const first = page.locator(".DocSearch-Hit a").first();
  await first.waitFor();
  const shown = page.locator(".DocSearch-Modal");
  t.ok((await shown.textContent()).includes(TITLE), "docsearch: the title");
  t.ok(await shown.locator("mark").count() > 0, "docsearch: marks");
  t.ok((await first.getAttribute("href")).startsWith(home + "/en/"),
    "docsearch: its address", await first.getAttribute("href"));
  await page.fill(".DocSearch-Input", "retu");
  await page.locator(".DocSearch-Hit a", { hasText: "Return" }).first()
    .waitFor();
  t.ok(true, "docsearch: a word that is only begun");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/en\/returns\//);
  t.ok(true, "docsearch: leads to the article");
  t.none(seen.filter((one) => !one.includes(home)), "docsearch: quiet");
}

async function instantsearch(t, name, home) {
  const { page, seen } = await openPage(t, name, home);
  const links = page.locator("#hits a");
  await links.first().waitFor();
  t.eq(await links.count(), 20, `${name}: articles before a question`);
  await page.fill("#box input", "return an item");
  await links.first().and(page.locator(":has-text('Return an item')"))
    .waitFor();
  t.eq(await links.first().textContent(), TITLE, `${name}: the first hit`);
  t.eq(await links.first().locator("mark").allTextContents(),
    ["Return", "item"], `${name}: marks`);
  await page.fill("#box input", "gifts & cards");
  await links.filter({ hasText: "gift" }).first().waitFor();
  t.ok(!(await page.textContent("#hits")).includes("&amp;"),
    `${name}: nothing escaped twice`);
  await page.fill("#box input", "refund");
  await page.locator("#sections label", { hasText: "returns" }).click();
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll("#hits a")];
    return all.length && all.every((a) => a.href.includes("/returns/"));
  });
  t.ok(true, `${name}: one section only`);
  t.none(seen, `${name}: quiet`);
}

async function meilisearchDocsearch(t, home) {
  const name = "meilisearch-docsearch";
  const { page, seen } = await openPage(t, name, home);
  await page.click("#search button");
  await page.locator("input[type=search], .docsearch-modal input").first()
    .fill("return an item");
  const first = page.locator(".docsearch-modal-search-hits-item a").first();
  await first.waitFor();
  t.ok((await page.textContent("body")).includes(TITLE), `${name}: the title`);
  t.ok((await first.getAttribute("href")).startsWith(home + "/en/"),
    `${name}: its address`, await first.getAttribute("href"));
  t.none(seen, `${name}: quiet`);
}

export async function run(t) {
  for (const prefix of ["", "/help"]) {
    const { home } = await serve(t, prefix);
    await docsearch(t, home);
    await instantsearch(t, "instantsearch", home);
    await instantsearch(t, "instant-meilisearch", home);
    await meilisearchDocsearch(t, home);
  }
}
