/* Headings as tabs: by mouse, keyboard, link and the browser's own search; the
   choice on other pages; without script and on paper. */
import { AxeBuilder } from "@axe-core/playwright";
import { serve, SITE } from "./lib/gabay.js";
import { walk } from "./lib/walk.js";

const GROUP = (level, words) => `<!-- tabs -->

${level} On the phone

Tap the ${words} sign.

${level} On the computer

<details>
<summary>Which key?</summary>

#### Keys of the ${words}

Press <kbd>F5</kbd> for the ${words} window.

</details>

<!-- /tabs -->
`;

const FILES = {
  "en/orders/two.md": `# Two groups

${"Words before. ".repeat(300)}

## Open

${GROUP("###", "first")}

## Close

${GROUP("###", "second")}
`,
  "en/orders/one.md": `# One group

${GROUP("##", "third")}

## Behind

${"Words behind. ".repeat(300)}
`,
  "ar/orders/one.md": `# مجموعة

${GROUP("##", "third")}
`,
};

const tab = (page, name, group = 0) =>
  page.getByRole("tablist").nth(group).getByRole("tab", { name });
const chosen = (page) =>
  page.locator("[role=tab][aria-selected=true]").allInnerTexts();
const shown = (page, text) => page.getByText(text).isVisible();

const PHONE = "On the phone";
const COMPUTER = "On the computer";

async function mouse({ page, home, ok, eq }) {
  await page.goto(`${home}/en/orders/one`);
  eq(await chosen(page), [PHONE], "the first is open");
  ok(await shown(page, "Tap the third"), "and shown");
  ok(!await shown(page, "Which key?"), "the other is not");
  await tab(page, COMPUTER).click();
  eq(await chosen(page), [COMPUTER], "a click opens the other");
  ok(await shown(page, "Which key?"), "which is shown");
  ok(!await shown(page, "Tap the third"), "instead of the first");
}

async function keyboard({ page, home, ok, eq }) {
  await page.goto(`${home}/en/orders/one`);
  await tab(page, PHONE).focus();
  for (const [key, want] of [["ArrowRight", COMPUTER], ["ArrowRight", PHONE],
    ["ArrowLeft", COMPUTER], ["Home", PHONE], ["End", COMPUTER]]) {
    await page.keyboard.press(key);
    eq(await chosen(page), [want], `${key} opens ${want}`);
    ok(await tab(page, want).evaluate((element) =>
      element === document.activeElement), "and goes there");
  }
  await page.keyboard.press("Tab");
  eq(await page.evaluate(() => document.activeElement.getAttribute("role")),
    "tabpanel", "Tab goes on to what is shown");
  await page.goto(`${home}/ar/orders/one`);
  await tab(page, COMPUTER).focus();
  await page.keyboard.press("ArrowLeft");
  eq(await chosen(page), [PHONE], "from right to left the arrows turn");
}

async function remembered({ page, home, ok, eq }) {
  await page.goto(`${home}/en/orders/two`);
  const second = tab(page, COMPUTER, 1);
  await second.scrollIntoViewIfNeeded();
  const before = (await second.boundingBox()).y;
  await second.click();
  eq(await chosen(page), [COMPUTER, COMPUTER], "both groups follow");
  ok(Math.abs((await second.boundingBox()).y - before) < 2,
    "and nothing moves under the pointer");
  await page.goto(`${home}/en/orders/one`);
  eq(await chosen(page), [COMPUTER], "another page opens the same");
}

async function links({ page, home, ok, eq }) {
  await page.goto(`${home}/en/orders/one#keys-of-the-third`);
  eq(await chosen(page), [COMPUTER], "a link opens the tab that it leads into");
  ok(await page.locator("#keys-of-the-third").isVisible(), "and the question");
  await page.goto(`${home}/en/orders/two#on-the-computer-2`);
  eq(await chosen(page), [PHONE, COMPUTER], "a link to a tab's heading");
  ok(await tab(page, COMPUTER, 1).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }), "leads to the tabs");
  const contents = page.locator(".contents");
  await contents.getByRole("link", { name: PHONE }).nth(1).click();
  eq(await chosen(page), [PHONE, PHONE], "the list of contents opens it, too");
  eq(await page.evaluate(() => localStorage.getItem("gabay-tabs")), null,
    "a link is no choice");
}

async function ownSearch({ page, home, eq }) {
  await page.goto(`${home}/en/orders/one`);
  await page.locator("[role=tabpanel][hidden]").evaluate((panel) =>
    panel.dispatchEvent(new Event("beforematch")));
  eq(await chosen(page), [COMPUTER], "what the browser finds is opened");
  eq(await page.locator("[role=tabpanel][hidden]").getAttribute("hidden"),
    "until-found", "it looks into closed ones");
}

async function paper({ page, home, ok }) {
  await page.goto(`${home}/en/orders/one`);
  await page.emulateMedia({ media: "print" });
  for (const text of [PHONE, COMPUTER]) {
    ok(await page.getByRole("heading", { name: text }).isVisible(),
      `the heading “${text}” is printed`);
  }
  ok(await shown(page, "Tap the third") && await shown(page, "Which key?"),
    "and what stands below both");
  ok(!await page.locator("[role=tablist]").isVisible(), "without the tabs");
}

async function accessible({ page, home, eq }) {
  for (const path of ["/en/orders/two", "/ar/orders/one"]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.goto(home + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      eq(violations.map((one) => one.id + " " + one.nodes[0].html), [],
        `${path}, ${colorScheme}: axe finds nothing`);
    }
  }
}

async function narrow({ page, home, ok }) {
  await page.setViewportSize({ width: 320, height: 600 });
  await page.goto(`${home}/en/orders/two`);
  ok(await page.evaluate(() =>
    document.documentElement.scrollWidth <= innerWidth), "320 pixels are enough");
}

async function withoutScript({ page, home, ok, eq }) {
  await page.goto(`${home}/en/orders/one`);
  eq(await page.getByRole("tab").count(), 0, "no tabs");
  for (const text of [PHONE, COMPUTER]) {
    ok(await page.getByRole("heading", { name: text }).isVisible(),
      `the heading “${text}”`);
  }
  ok(await shown(page, "Tap the third") && await shown(page, "Which key?"),
    "and what stands below both");
}

export async function run(tests) {
  const { home } = await serve(tests, SITE, { files: FILES });
  const steps = {
    mouse, keyboard, remembered, links, ownSearch, paper, accessible, narrow,
  };
  for (const [what, step] of Object.entries(steps)) {
    await walk(tests, home, `tabs, ${what}`, step);
  }
  await walk(tests, home, "tabs, without script", withoutScript,
    { javaScriptEnabled: false });
}
