/* What a reader can do, once with JavaScript and once without: the same steps
   lead to the same places. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { site } from "./lib/gabay.js";
import { NOTHING } from "./lib/kinds.js";
import { walk } from "./lib/walk.js";

const main = (page) => page.locator("main");
const heading = async (page) =>
  (await main(page).locator("h1").innerText()).trim();
/* An address below the site's own, which may have a prefix. */
const path = (page, home) =>
  decodeURI(page.url().slice(home.length)).replace(/[?#].*/, "");
const search = (page) => page.locator("form[role=search] input[name=q]");

async function navigation({ page, home, ok, eq }) {
  await page.goto(`${home}/`);
  eq(path(page, home), "/en/", "the root leads to the reader's language");
  await main(page).getByRole("link", { name: "Returns and refunds" }).click();
  eq(path(page, home), "/en/returns/", "a card leads to its section");
  await main(page).getByRole("link", { name: "Send something back" }).click();
  eq(await heading(page), "Send something back", "a list leads to its article");
  await main(page).getByRole("link", { name: "delivery times" }).click();
  eq(page.url(), `${home}/en/orders/delivery#delivery-times`,
    "a link leads to a part of another article");
  await main(page).locator("a[rel=next]").click();
  eq(path(page, home), "/en/orders/change", "the next article");
  await main(page).locator("a[rel=prev]").click();
  eq(path(page, home), "/en/orders/delivery", "the previous article");
  await page.locator(".breadcrumb a", { hasText: "Orders" }).click();
  eq(path(page, home), "/en/orders/", "the breadcrumb leads up");
  await page.goBack();
  eq(path(page, home), "/en/orders/delivery", "and back leads back");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  ok(page.url().endsWith("#_main"), "the first Tab skips to the content");
}

async function searching({ page, home, ok, eq }) {
  await page.goto(`${home}/en/`);
  await search(page).fill("parcel");
  await search(page).press("Enter");
  await page.waitForURL("**/en/search?*");
  eq(await search(page).inputValue(), "parcel", "the question stays there");
  const hits = page.locator("ol.hits > li");
  const all = await hits.count();
  ok(all >= 2, "articles are found");
  ok(await hits.first().locator("mark").count() > 0, "words are marked");
  ok((await page.title()).includes("parcel"), "the title names the question");
  await page.locator(".pills a", { hasText: "Returns" }).first().click();
  const fewer = await hits.count();
  ok(fewer > 0 && fewer < all, "a filter leaves fewer");
  eq(await page.locator(".pills [aria-current]").count(), 1,
    "and is marked as the one in force");
  await page.goBack();
  eq(await hits.count(), all, "back takes the filter off");
  await page.locator(".sorts a").nth(1).click();
  ok(page.url().includes("parcel"), "sorting keeps the question");
  eq(await hits.count(), all, "and all that was found");
  await hits.first().locator("a").first().click();
  ok(/^\/en\/\w+\/\w+/.test(path(page, home)), "a hit leads to its article");
}

async function nothingFound({ page, home, ok, eq }) {
  await page.goto(`${home}/en/search?q=${NOTHING}`);
  eq(await page.locator("ol.hits > li").count(), 0, "nothing is found");
  ok(await main(page).locator(".empty li").count() >= 2, "advice is given");
  ok(await main(page).locator("a[href$='/en/returns/']").count() > 0,
    "topics are offered");
}

async function language({ page, home, eq }) {
  await page.goto(`${home}/en/returns/returns`);
  await page.locator("details.languages summary").click();
  await page.locator("details.languages a[hreflang=ko]").click();
  eq(path(page, home), "/ko/returns/returns", "this very article in Korean");
  eq(await page.locator("html").getAttribute("lang"), "ko", "which it says");
  await page.locator("details.languages summary").click();
  await page.locator("details.languages a[hreflang=ar]").click();
  eq(await page.locator("html").getAttribute("dir"), "rtl",
    "Arabic runs from right to left");
}

async function collapsible({ page, home, ok }) {
  await page.goto(`${home}/en/orders/everything`);
  const question = page.locator(".prose details").first();
  const answer = question.getByText("when it is");
  ok(!await answer.isVisible(), "an answer is folded away");
  await question.locator("summary").click();
  ok(await answer.isVisible(), "and opens");
}

async function lost({ page, home, ok }) {
  const reply = await page.goto(`${home}/en/old/send-something-back`);
  ok(reply.status() === 404, "a missing page is a 404");
  ok((await main(page).innerText()).includes("Send something back"),
    "that found what the address speaks of");
}

/* Where votes are taken: with script below the article, else a link away. */
async function toVote(page, home) {
  await page.goto(`${home}/en/orders/change`);
  const yes = page.locator("button[name=vote][value=yes]");
  await main(page).locator("a[href*='/contact?article=']")
    .scrollIntoViewIfNeeded();
  const direct = await yes.waitFor({ timeout: 1500 }).then(() => true,
    () => false);
  if (!direct) {
    await main(page).locator("a[href*='/contact?article=']").click();
  }
  return { direct, yes, no: page.locator("button[name=vote][value=no]") };
}

function stored(tests, data, what) {
  return JSON.parse(execFileSync(join(tests.build, "gabay-server"),
    ["export", data, `--${what}`, "--format", "json"]));
}

const vote = (tests, data, script) => async ({ page, home, ok, eq }) => {
  const { direct, yes } = await toVote(page, home);
  eq(direct, script, "below the article with script only");
  await yes.click();
  await main(page).locator("[data-reply]").waitFor();
  eq(stored(tests, data, "votes").map(({ article, vote: said }) =>
    `${article} ${said}`), ["orders/change yes"], "a yes is kept");
  const { no } = await toVote(page, home);
  await no.click();
  await main(page).locator("[data-reply]").waitFor();
  const form = main(page).locator("form:has([name=reason])");
  await form.locator("[name=reason][value=unclear]").check();
  await form.locator("[name=comment]").fill("Which *button*?");
  await form.locator("[type=submit]").click();
  await form.waitFor({ state: "detached" });
  const [last] = stored(tests, data, "votes");
  eq([last.vote, last.reason, last.comment], ["no", "unclear",
    "Which *button*?"], "and may become a no, with a reason");
  ok(await main(page).locator("[data-reply]").isVisible(), "thanks are said");
};

const question = (tests, data) => async ({ page, home, ok, eq }) => {
  await page.goto(`${home}/en/search?q=${NOTHING}`);
  await main(page).locator("form:has([name=asked]) button").click();
  const form = main(page).locator("form:has(textarea[name=question])");
  eq(await form.locator("[name=asked]").inputValue(), NOTHING,
    "what was searched goes with it");
  await form.locator("[name=question]").fill("Do you sell <lids>?");
  await form.locator("[name=reply_to]").fill("me@mail.example");
  await form.locator("[type=submit]").click();
  await page.waitForURL("**/feedback?done=question*");
  ok((await heading(page)).length > 0, "thanks are said");
  const [last] = stored(tests, data, "questions");
  eq([last.question, last.reply_to, last.asked],
    ["Do you sell <lids>?", "me@mail.example", NOTHING], "and it is kept");
};

async function contact({ page, home, ok, eq }) {
  await page.goto(`${home}/en/`);
  await page.locator("footer a[href$='/en/contact']").click();
  const text = await main(page).innerText();
  ok(["Phone", "Chat", "Messenger", "E-mail"].every((label) =>
    text.includes(label)), "all channels are there");
  eq(await main(page).locator("a[href='tel:+442079460000']").count(), 1,
    "the phone is a link");
  eq(await main(page).locator("a[href='mailto:help@kettle.example']").count(),
    1, "and so is the mail");
  ok(text.includes("within 1 business day"), "a reply time is named");
  ok(/open now/i.test(text), "who is always open is open");
}

async function lists({ page, home, ok, eq }) {
  await page.goto(`${home}/en/`);
  await page.locator("footer a[href$='/en/a-z']").click();
  ok(await main(page).getByRole("link", { name: "Send something back" })
    .count() > 0, "A to Z names the articles");
  await page.goto(`${home}/en/returns/returns`);
  await main(page).locator("article footer a", { hasText: "parcel" }).click();
  eq(await main(page).getByRole("link", {
    name: /Send something back|When will my order arrive/,
  }).count(), 2, "a tag leads to all that have it");
  await page.locator("footer a[href$='/en/tags']").click();
  ok(await main(page).getByRole("link", { name: /parcel/ }).count() === 1,
    "all tags stand on one page");
}

export async function run(tests) {
  for (const script of [true, false]) {
    const name = script ? "plain" : "absolute";
    const { home, data } = await site(tests, name);
    const steps = { navigation, searching, nothingFound, language,
      collapsible, lost, contact, lists, vote: vote(tests, data, script),
      question: question(tests, data) };
    tests.topic = `behaviour, ${script ? "with" : "without"} script`;
    for (const [what, step] of Object.entries(steps)) {
      await walk(tests, home, what, step, { javaScriptEnabled: script,
        locale: "en-GB" });
    }
  }
}
