/* Takes the pictures that the documentation shows, of the sample help centre.

   usage: run.sh screenshots.js BUILD FOLDER */
import { statSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./lib/chrome.js";
import { SAMPLE, serve, SITE } from "./lib/gabay.js";
import { smaller } from "./lib/png.js";
import { Tests } from "./lib/tests.js";

const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true },
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
      smaller(file);
      bytes += statSync(file).size;
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
  console.log(`  PNG  ${folder}: ${Math.round(bytes / 1024)} KB`);
} finally {
  await tests.close();
}
