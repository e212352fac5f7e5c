/* What an article costs a customer who comes for the first time, and the next
   one: all bytes of all answers, as they go over the wire. */
import { openPage } from "./lib/chrome.js";
import { site } from "./lib/gabay.js";
import { meter } from "./lib/meter.js";

const KB = 1024;
const FIRST = { bytes: 15 * KB, requests: 6 };
const SECOND = { bytes: 6 * KB, requests: 1 };
const PHONE = { width: 360, height: 740 };

/* The first two articles that the home page lists. */
async function articles(home, locale) {
  const html = await (await fetch(`${home}/${locale}/`)).text();
  const links = html.matchAll(/<li><a href="(\/[^"/]+\/[^"/]+\/[^"/]+)"/g);
  return [...links].slice(0, 2).map((match) => match[1]);
}

async function quiet(page) {
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(400);
}

function judge(tests, name, { bytes, paths }, budget) {
  const figures = `${(bytes / KB).toFixed(1)} KB in ${paths.length} requests`;
  tests.ok(bytes <= budget.bytes && paths.length <= budget.requests,
    `${name}: ${figures}`, paths.join("\n"));
}

async function visit(tests, counted, name, from, link) {
  const { page, context } = await openPage(tests, counted.origin, {
    viewport: PHONE,
  });
  counted.take();
  const reply = await page.goto(counted.origin + from);
  tests.eq(reply.status(), 200, `${name}: ${decodeURI(from)} is there`);
  await quiet(page);
  judge(tests, `${name}, first visit`, counted.take(), FIRST);
  await page.locator(`main a${link}`).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith(from));
  await quiet(page);
  judge(tests, `${name}, next article`, counted.take(), SECOND);
  await context.close();
}

export async function run(tests) {
  const small = await meter(tests, (await site(tests, "plain")).origin);
  for (const locale of ["en", "ar"]) {
    await visit(tests, small, `test site ${locale}`,
      `/${locale}/orders/delivery`, `[href$="/${locale}/returns/returns"]`);
  }
  const sample = await meter(tests, (await site(tests, "sample")).origin);
  for (const locale of ["en", "ko", "pl"]) {
    const [first, next] = await articles(sample.origin, locale);
    await visit(tests, sample, `sample ${locale}`, first, `[href="${next}"]`);
  }
}
