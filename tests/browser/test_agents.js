/* The agents' page: a token that only the page holds, a search over articles
   and canned replies, one filled and copied. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { SITE, serve } from "./lib/gabay.js";
import { walk } from "./lib/walk.js";

const FILES = {
  "en/_replies/sorry.md": "---\ntitle: Sorry for the wait\n---\n" +
    "Dear {{customer.name}}, order {{order.number}} is on its way.\n",
  "en/limits.md": "---\ntitle: Refund limits\naudience: agents\n---\n" +
    "Ask the lead above 500.\n",
};

const start = async (page, home, token) => {
  await page.goto(`${home}/agents`);
  await page.getByLabel("Your token").fill(token);
  await page.getByRole("button", { name: "Start" }).click();
};

async function axe({ page }) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true)
    .analyze();
  return violations.map(({ id }) => id).join(" ");
}

const reply = (token) => async ({ page, home, ok, eq }) => {
  await start(page, home, token);
  const box = page.locator("[data-replies] details", {
    hasText: "Sorry for the wait" });
  await box.locator("summary").click();
  await box.getByRole("button").click();
  ok((await page.locator("[data-status]").innerText()).length > 0,
    "what is missing is said");
  await box.locator("input[name='customer.name']").fill("Ana <Ng>");
  await box.locator("input[name='order.number']").fill("RM-1");
  const want = "Dear Ana <Ng>, order RM-1 is on its way.";
  eq((await box.locator("textarea").inputValue()).trim(), want,
    "it is filled while one types");
  eq(await axe({ page }), "", "nothing that axe finds");
  await box.getByRole("button").click();
  await page.getByText("Copied").waitFor({ state: "attached" });
  eq((await page.evaluate(() => navigator.clipboard.readText())).trim(), want,
    "and copied");
};

const search = (token) => async ({ page, home, ok, eq }) => {
  await start(page, home, token);
  await page.locator("#_words").fill("refund limits");
  await page.keyboard.press("Enter");
  const box = page.locator("[data-articles] details", {
    hasText: "Refund limits" }).first();
  await box.locator("summary").click();
  await page.waitForFunction(() =>
    [...document.querySelectorAll("[data-articles] textarea")]
      .some((area) => area.value.includes("above 500")));
  ok(true, "an agents' article is found and read");
  eq(await page.evaluate(() => document.documentElement.scrollWidth >
    innerWidth), false, "no sideways scroll");
  await page.reload();
  ok(await page.getByLabel("Your token").isVisible(),
    "the token is forgotten with the page");
  eq(await page.evaluate(() => JSON.stringify(localStorage) +
    JSON.stringify(sessionStorage)), "{}{}", "and stands nowhere");
};

async function withoutScript({ page, home, ok }) {
  await page.goto(`${home}/agents`);
  ok(await page.locator("noscript p").isVisible(), "it says what it needs");
  ok(!await page.getByLabel("Your token").isVisible(), "and asks for nothing");
}

export async function run(tests) {
  const file = tests.path("browser.tokens");
  const token = execFileSync(join(tests.build, "gabay-server"),
    ["token", "new", "desk", "--scope", "agents", "--file", file],
    { encoding: "utf8" }).match(/gabay_[\w-]+/)[0];
  const { home } = await serve(tests, SITE,
    { files: FILES, options: ["--tokens", file] });
  const desk = { permissions: ["clipboard-read", "clipboard-write"] };
  const phone = { ...desk, viewport: { width: 320, height: 640 } };
  await walk(tests, home, "a reply", reply(token), desk);
  await walk(tests, home, "a search", search(token), phone);
  await walk(tests, home, "without script", withoutScript,
    { javaScriptEnabled: false });
}
