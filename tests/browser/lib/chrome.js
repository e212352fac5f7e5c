/* One Chromium for all tests, and what is watched on every page. */
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
  "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run",
];

let launched = null;

export function browser(tests) {
  if (!launched) {
    launched = chromium.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ARGUMENTS,
    });
    tests.later(async () => (await launched).close());
  }
  return launched;
}

/* Adds up layout shifts, those right after a key or a click too. */
function countShifts() {
  window.gabayShifts = [];
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) {
      const where = entry.sources.map((source) => {
        const node = source.node?.nodeType === 1 ? source.node
          : source.node?.parentElement;
        return node ? node.nodeName + "." + node.className : "?";
      });
      window.gabayShifts.push(`${entry.value.toFixed(4)} ${where.join(" ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/* A page in a context of its own: {page, context, seen}. `seen` collects what
   no page may do: console messages, errors, requests to others, web fonts. */
export async function openPage(tests, origin, options = {}) {
  const context = await (await browser(tests)).newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  await context.addInitScript(countShifts);
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const seen = [];
  watch(page, origin, seen);
  return { page, context, seen };
}

function watch(page, origin, seen) {
  page.on("console", (message) => {
    const { url } = message.location();
    /* The browser itself says that a page that we asked for is a 404. */
    if (url === page.url() && /status of 404/.test(message.text())) return;
    seen.push(`console: ${message.text()} (${url})`);
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin)) seen.push(`external request: ${url}`);
    if (request.resourceType() === "font") seen.push(`web font: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      seen.push(`${response.status()} ${response.url()}`);
    }
    if (response.headers()["set-cookie"]) {
      seen.push(`cookie set by ${response.url()}`);
    }
  });
}

export function shifts(page) {
  return page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => done(window.gabayShifts), 0));
  }));
}
