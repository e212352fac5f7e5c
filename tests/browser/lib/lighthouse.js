/* Lighthouse in this process, with a Chromium of its own. */
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu",
  "--disable-dev-shm-usage"];

export async function chrome(tests) {
  const started = await launch({
    chromePath: process.env.CHROMIUM || "/usr/bin/chromium",
    chromeFlags: FLAGS,
    logLevel: "silent",
  });
  tests.later(() => started.kill());
  return started.port;
}

/* A busy machine loses a page's trace now and then: asked again, it has it. */
async function run(url, flags, config, tries = 3) {
  const { lhr } = await lighthouse(url, flags, config);
  if (!lhr.runtimeError) return lhr;
  if (tries > 1) return run(url, flags, config, tries - 1);
  throw new Error(lhr.runtimeError.message);
}

/* {scores: {category: 0 to 100}, failed: ["audit: why"], metrics} of a page,
   on a phone or, if so wanted, a desktop. */
export async function judge(port, url, categories, { desktop = false } = {}) {
  const lhr = await run(url, {
    port, onlyCategories: categories, logLevel: "silent", output: "json",
  }, desktop ? desktopConfig : undefined);
  const scores = {};
  const failed = [];
  for (const [id, category] of Object.entries(lhr.categories)) {
    scores[id] = Math.round(category.score * 100);
    for (const { id: audit, weight } of category.auditRefs) {
      const { score, title, displayValue, details } = lhr.audits[audit];
      if (score === null || score === 1 || weight === 0) continue;
      const items = JSON.stringify(details?.items?.slice(0, 2) ?? "");
      failed.push(`${audit}: ${title} ${displayValue ?? ""} ${items}`);
    }
  }
  return { scores, failed, audits: lhr.audits };
}
