/* The search box with script: keys, an input method, late answers, what is
   said to screen readers, recent searches. */
import { site } from "./lib/gabay.js";
import { walk } from "./lib/walk.js";

const box = (page) => page.getByRole("combobox");
const options = (page) => page.getByRole("option");
const said = (page) => page.locator("body > [role=status], form [role=status]")
  .first().innerText();
const chosen = (page) => page.evaluate(() => {
  const input = document.querySelector("[role=combobox]");
  const id = input.getAttribute("aria-activedescendant");
  const marked = document.querySelectorAll("[role=option][aria-selected=true]");
  if (!id) return marked.length ? "two minds" : -1;
  const all = [...document.querySelectorAll("[role=option]")];
  const at = all.findIndex((option) => option.id === id);
  return marked.length === 1 && marked[0] === all[at] ? at : "two minds";
});

async function typed(page, text) {
  await box(page).fill("");
  await box(page).pressSequentially(text);
  await options(page).first().waitFor();
}

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

async function pressed(page, ...keys) {
  await press(page, ...keys);
  return chosen(page);
}

async function keys({ page, home, ok, eq }) {
  await page.goto(`${home}/en/`);
  const input = box(page);
  eq(await input.getAttribute("aria-expanded"), "false", "closed at first");
  await typed(page, "o");
  const last = await options(page).count() - 1;
  ok(last >= 1, "a letter brings suggestions");
  eq(await input.getAttribute("aria-expanded"), "true", "which it says");
  ok((await said(page)).length > 0, "and a screen reader is told");
  eq(await chosen(page), -1, "none is chosen");
  eq(await pressed(page, "ArrowDown"), 0, "down: the first");
  eq(await pressed(page, "ArrowDown"), 1, "down again: the second");
  eq(await pressed(page, "ArrowUp", "ArrowUp"), -1, "up to the text");
  eq(await pressed(page, "ArrowUp"), last, "up: the last");
  eq(await pressed(page, "ArrowDown"), -1, "down from it: the text");
  eq(await input.evaluate((e) => document.activeElement === e), true,
    "the focus never leaves the box");
  await page.keyboard.press("Escape");
  eq(await options(page).count(), 0, "Esc closes");
  eq(await input.inputValue(), "o", "and keeps the text");
  eq(await input.getAttribute("aria-expanded"), "false", "and says so");
}

async function opening({ page, home, eq }) {
  await page.goto(`${home}/en/`);
  await typed(page, "send");
  await press(page, "ArrowDown", "Enter");
  await page.waitForURL("**/en/returns/returns*");
  await page.goBack();
  eq(await options(page).count(), 0, "back: the list is closed");
  await typed(page, "send");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/en/search?q=send");
  eq(await box(page).inputValue(), "send", "Enter alone searches");
  await typed(page, "chang");
  await options(page).first().click();
  await page.waitForURL("**/en/orders/change*");
}

async function shortcuts({ page, home, eq }) {
  const focused = () => box(page).evaluate((e) => document.activeElement === e);
  await page.goto(`${home}/en/returns/returns`);
  await page.keyboard.press("/");
  eq(await focused(), true, "/ leads to the box");
  eq(await box(page).inputValue(), "", "and is not typed");
  await page.keyboard.press("/");
  eq(await box(page).inputValue(), "/", "but inside the box it is");
  await box(page).blur();
  await page.keyboard.press("Control+k");
  eq(await focused(), true, "Ctrl+K leads to the box");
}

/* As a Korean keyboard does: letters grow in place, and keys that the input
   method takes must not move or open anything. */
async function inputMethod({ page, context, home, eq, ok }) {
  await page.goto(`${home}/ko/`);
  const method = await context.newCDPSession(page);
  const compose = (text) => method.send("Input.imeSetComposition", {
    text, selectionStart: text.length, selectionEnd: text.length,
  });
  await box(page).focus();
  await compose("배");
  await options(page).first().waitFor();
  for (const key of ["ArrowDown", "Enter", "Escape"]) {
    await box(page).evaluate((input, name) => input.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: name, isComposing: true, bubbles: true, cancelable: true,
      })), key);
  }
  eq(await chosen(page), -1, "keys of the input method choose nothing");
  ok(await options(page).count() > 0, "and close nothing");
  await compose("배소");
  await method.send("Input.insertText", { text: "배송" });
  await options(page).first().waitFor();
  eq(await box(page).inputValue(), "배송", "the word is there once");
  await press(page, "ArrowDown", "Enter");
  await page.waitForURL("**/ko/orders/delivery*");
}

async function staleAnswers({ page, home, eq }) {
  const answer = (title) => ({
    json: { suggestions: [{ title, url: "/en/" }] },
  });
  let release = null;
  await page.route("**/api/v1/suggest?*", async (route) => {
    const query = new URL(route.request().url()).searchParams.get("q");
    if (query === "s") {
      await new Promise((done) => { release = done; });
      return route.fulfill(answer("late")).catch(() => {});
    }
    return route.fulfill(answer("right"));
  });
  await page.goto(`${home}/en/`);
  await box(page).pressSequentially("s");
  await page.waitForTimeout(50);
  await box(page).pressSequentially("e");
  await options(page).first().waitFor();
  release();
  await page.waitForTimeout(150);
  eq(await options(page).allInnerTexts(), ["right"],
    "an answer that comes late changes nothing");
}

async function nextToNothing({ page, home, ok, eq }) {
  await page.goto(`${home}/en/`);
  await box(page).pressSequentially("xqzwvkj");
  await page.waitForTimeout(300);
  eq(await options(page).count(), 0, "no list");
  eq(await box(page).getAttribute("aria-expanded"), "false", "closed");
  await typed(page, "send");
  await box(page).press("Tab");
  eq(await options(page).count(), 0, "Tab closes the list");
  ok(await page.evaluate(() => document.activeElement.type === "submit"),
    "and leads to the button");
}

async function recentSearches({ page, home, ok, eq }) {
  for (const query of ["parcel", "receipt", "parcel"]) {
    await page.goto(`${home}/en/`);
    await box(page).fill(query);
    await box(page).press("Enter");
    await page.waitForURL("**/en/search?*");
  }
  await page.goto(`${home}/en/`);
  eq(await options(page).count(), 0, "nothing opens by itself");
  await box(page).click();
  const texts = (await options(page).allInnerTexts()).map((t) => t.trim());
  eq(texts.slice(0, 2), ["parcel", "receipt"], "the last ones, each once");
  eq(await box(page).getAttribute("aria-expanded"), "true", "as a list");
  await press(page, "ArrowDown", "ArrowDown", "Enter");
  await page.waitForURL("**/en/search?q=receipt");
  await page.goto(`${home}/en/`);
  await box(page).click();
  await press(page, "ArrowDown", "ArrowDown", "Delete");
  eq((await options(page).allInnerTexts()).slice(0, -1).map((t) => t.trim()),
    ["parcel"], "Delete forgets the one that is chosen");
  await box(page).fill("hood");
  await box(page).press("Enter");
  await page.waitForURL("**/en/search?q=hood");
  await page.goto(`${home}/en/`);
  await box(page).click();
  await options(page).first().locator("span").click();
  eq((await options(page).allInnerTexts()).slice(0, -1).map((t) => t.trim()),
    ["parcel"], "and so does its cross");
  eq(new URL(page.url()).pathname, new URL(`${home}/en/`).pathname,
    "which leads nowhere");
  await page.goto(`${home}/en/`);
  await box(page).click();
  await options(page).last().click();
  eq(await options(page).count(), 0, "the last one clears them");
  await page.reload();
  await box(page).click();
  eq(await options(page).count(), 0, "for good");
  ok(!(await page.evaluate(() => JSON.stringify(localStorage)))
    .includes("parcel"), "nothing of them is kept");
}

export async function run(tests) {
  const { home } = await site(tests, "plain");
  const steps = { keys, opening, shortcuts, inputMethod, staleAnswers,
    nextToNothing, recentSearches };
  for (const [what, step] of Object.entries(steps)) {
    await walk(tests, home, what, step);
  }
}
