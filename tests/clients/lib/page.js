/* Pages of another origin than the server's, with widgets on them. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { chromium } from "playwright-core";
import { HERE } from "./here.js";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript",
  css: "text/css" };

async function shopServer(tests) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://x").pathname);
    try {
      const body = await readFile(join(HERE, path));
      const type = TYPES[path.split(".").pop()] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  tests.later(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

let chrome = null;
let shop = null;

/* Opens pages/NAME.html?home=HOME and gives {page, seen}: `seen` collects
   errors, and requests to others than the shop and the help centre. */
export async function openPage(tests, name, home) {
  chrome ??= chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--disable-background-networking"],
  }).then((browser) => {
    tests.later(() => browser.close());
    return browser;
  });
  shop ??= shopServer(tests);
  const [browser, origin] = await Promise.all([chrome, shop]);
  const context = await browser.newContext({ locale: "en" });
  context.setDefaultTimeout(10000);
  const page = await context.newPage();
  const seen = [];
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error" && !url.endsWith("/favicon.ico")) {
      seen.push(`console: ${message.text()} (${url})`);
    }
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith(home)) {
      seen.push(`asked of another: ${url}`);
    }
  });
  await page.goto(`${origin}/pages/${name}.html?home=` +
    encodeURIComponent(home));
  return { page, seen };
}
