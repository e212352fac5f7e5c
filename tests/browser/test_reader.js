/* What script adds around the text: appearance, links of headings, the heading
   being read, who is open now. */
import { site } from "./lib/gabay.js";
import { walk } from "./lib/walk.js";

const paper = (page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

async function appearance({ page, home, ok, eq }) {
  await page.goto(`${home}/en/`);
  const light = await paper(page);
  await page.locator("input[name=scheme][value=dark]").check();
  const dark = await paper(page);
  ok(dark !== light, "dark is another colour");
  await page.goto(`${home}/en/returns/returns`);
  eq(await paper(page), dark, "and stays on the next page");
  await page.locator("input[name=scheme][value='']").check();
  eq(await paper(page), light, "the system's own: light");
  await page.emulateMedia({ colorScheme: "dark" });
  eq(await paper(page), dark, "or dark");
  await page.locator("input[name=scheme][value=light]").check();
  eq(await paper(page), light, "light where the system is dark");
}

/* The first frame shows the choice: nothing flashes. */
async function noFlash({ page, context, home, eq }) {
  await page.goto(`${home}/en/`);
  await page.locator("input[name=scheme][value=dark]").check();
  const dark = await paper(page);
  await context.addInitScript(() => {
    const look = () => {
      if (!document.body) return requestAnimationFrame(look);
      window.firstPaper = getComputedStyle(document.body).backgroundColor;
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${home}/en/orders/everything`);
  eq(await page.evaluate(() => window.firstPaper), dark, "dark from the start");
}

async function copying({ page, home, ok, eq }) {
  await page.goto(`${home}/en/returns/returns`);
  const heading = page.locator("h2#print-the-label");
  await heading.hover();
  await heading.getByRole("button").click();
  eq(await page.evaluate(() => navigator.clipboard.readText()),
    `${home}/en/returns/returns#print-the-label`, "the heading's address");
  ok((await page.locator("body > [role=status]").innerText()).length > 0,
    "a screen reader is told");
  eq(await page.getByRole("heading", { name: "Print the label", exact: true })
    .count(), 1, "the heading is called as before");
}

async function currentHeading({ page, home, eq }) {
  await page.goto(`${home}/en/orders/everything`);
  const current = page.locator(".contents [aria-current]");
  for (const [id, text] of [["lists", "Lists"], ["boxes", "Boxes"]]) {
    await page.locator(`#${id}`).evaluate((element) =>
      scrollTo(0, element.getBoundingClientRect().top + scrollY - 40));
    await page.waitForTimeout(250);
    eq(await current.allInnerTexts(), [text], `reading “${text}” is marked`);
  }
}

async function openNow({ page, home, ok }) {
  await page.goto(`${home}/en/`);
  const block = page.locator("[data-contact]");
  await block.scrollIntoViewIfNeeded();
  const open = await block.getByText(/open now/i).first()
    .waitFor().then(() => true, () => false);
  ok(open, "a channel that is always open says so", await block.innerText());
}

export async function run(tests) {
  const { home } = await site(tests, "plain");
  const permissions = ["clipboard-read", "clipboard-write"];
  const steps = { appearance, noFlash, copying, currentHeading, openNow };
  for (const [what, step] of Object.entries(steps)) {
    await walk(tests, home, what, step, { permissions });
  }
}
