/* Takes the pictures that the documentation shows: of the sample help centre,
   of tabs with steps, and of a preview.

   usage: run.sh screenshots.js BUILD FOLDER */
import { appendFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./lib/chrome.js";
import { preview, SAMPLE, serve, SITE } from "./lib/gabay.js";
import { smaller } from "./lib/png.js";
import { Tests } from "./lib/tests.js";

const SIZES = {
  phone: {
    viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true,
  },
  desktop: { viewport: { width: 1280, height: 900 } },
};
const enough = { en: "refund", ko: "환불", ar: "الطرد" };

/* Light and dark in English; Korean; Arabic, which the sample lacks. */
const LOOKS = [
  { name: "light", content: "sample", locale: "en", colorScheme: "light" },
  { name: "dark", content: "sample", locale: "en", colorScheme: "dark" },
  { name: "ko", content: "sample", locale: "ko", colorScheme: "light" },
  { name: "ar", content: "site", locale: "ar", colorScheme: "light" },
];

/* The article that the home page names first. */
async function firstArticle(home, locale) {
  const html = await (await fetch(`${home}/${locale}/`)).text();
  return html.match(/<li><a href="(\/[^"/]+\/[^"/]+\/[^"/]+)"/)[1];
}

async function addresses(home, locale) {
  const query = encodeURIComponent(enough[locale]);
  return {
    home: `/${locale}/`,
    article: await firstArticle(home, locale),
    search: `/${locale}/search?q=${query}`,
    contact: `/${locale}/contact`,
  };
}

/* What markdown.md tells of, and what preview.md does. */
const SHOWN = `# Change your password

<!-- tabs -->

## On the phone

1. Tap **You**, then **Password**.
2. Type the old password and the new one.

   > [!TIP]
   > Take three words that have nothing to do with each other.
3. Tap **Save**.

## On the computer

1. Press <kbd>Ctrl</kbd>+<kbd>,</kbd>.

<!-- /tabs -->
`;
const WRONG = `
What is late is [traced](trace.md).

![](../../files/parcel.png)
`;

function picture(file, bytes) {
  smaller(file);
  return bytes + statSync(file).size;
}

async function takeTabs(tests, folder, bytes) {
  const { home } = await serve(tests, SITE, {
    files: { "en/orders/password.md": SHOWN },
  });
  const { page, context } = await openPage(tests, home, {
    viewport: { width: 680, height: 900 },
  });
  const file = join(folder, "tabs.png");
  await page.goto(`${home}/en/orders/password`);
  const { x, y, width, height } = await page.locator(".tabs").boundingBox();
  await page.screenshot({ path: file, clip: {
    x: x - 24, y: y - 16, width: width + 48, height: height + 24,
  } });
  await context.close();
  return picture(file, bytes);
}

async function takePreview(tests, folder, bytes) {
  const running = await preview(tests, SITE);
  const { page, context } = await openPage(tests, running.home, {
    viewport: { width: 960, height: 640 },
  });
  const file = join(folder, "preview.png");
  const rows = page.locator(".preview li");
  await page.goto(`${running.home}/en/orders/delivery`);
  appendFileSync(`${running.content}/en/orders/delivery.md`, WRONG);
  for (const text of ["trace.md", "no alternative text"]) {
    await rows.filter({ hasText: text }).waitFor({ timeout: 20000 });
  }
  await page.screenshot({ path: file });
  await context.close();
  return picture(file, bytes);
}

async function take(tests, home, look, folder) {
  let bytes = 0;
  for (const [size, how] of Object.entries(SIZES)) {
    const { page, context } = await openPage(tests, home, {
      ...how, colorScheme: look.colorScheme,
    });
    for (const [kind, path] of
      Object.entries(await addresses(home, look.locale))) {
      await page.goto(home + path);
      await page.waitForLoadState("networkidle");
      const file = join(folder, `${kind}-${look.name}-${size}.png`);
      await page.screenshot({ path: file });
      bytes = picture(file, bytes);
    }
    await context.close();
  }
  return bytes;
}

const [build = "build", folder = "docs/images"] = process.argv.slice(2);
const tests = new Tests(build);
try {
  const homes = {
    sample: (await serve(tests, SAMPLE)).home,
    site: (await serve(tests, SITE)).home,
  };
  let bytes = 0;
  for (const look of LOOKS) {
    bytes += await take(tests, homes[look.content], look, folder);
  }
  bytes = await takeTabs(tests, folder, bytes);
  bytes = await takePreview(tests, folder, bytes);
  console.log(`  PNG  ${folder}: ${Math.round(bytes / 1024)} KB`);
} finally {
  await tests.close();
}
