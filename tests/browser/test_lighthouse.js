/* Lighthouse's accessibility, best practices and SEO: 100 each. What is
   computed for one reader, such as a search, is kept out of search engines on
   purpose, which it calls bad SEO. */
import { site } from "./lib/gabay.js";
import { chrome, judge } from "./lib/lighthouse.js";

const ALL = ["accessibility", "best-practices", "seo"];
const PAGES = [
  ["/en/", ALL],
  ["/en/orders/everything", ALL],
  ["/ar/returns/returns", ALL],
  ["/ko/contact", ALL.slice(0, 2)],
  ["/en/search?q=parcel", ALL.slice(0, 2)],
];

export async function run(tests) {
  const { home } = await site(tests, "absolute");
  const port = await chrome(tests);
  for (const [path, categories] of PAGES) {
    const { scores, failed } = await judge(port, home + path, categories);
    for (const [category, score] of Object.entries(scores)) {
      tests.ok(score === 100, `${path}: ${category} ${score}`,
        failed.join("\n"));
    }
  }
}
