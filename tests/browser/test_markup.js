/* The HTML as it is served, of every kind of page in every language: nothing
   that vnu or html-validate finds, and nothing inline. */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { site } from "./lib/gabay.js";
import { pages } from "./lib/kinds.js";
import { HERE } from "./lib/tests.js";

const VNU = join(HERE, "node_modules/vnu-jar/build/dist/vnu.jar");

/* Rules of taste that contradict how the pages are written on purpose. */
const RULES = {
  extends: ["html-validate:recommended"],
  rules: {
    /* A listbox below a text field has no native element, and what a table
       scrolls in is no section with a heading. */
    "prefer-native-element": ["error", {
      exclude: ["listbox", "search", "region"],
    }],
    /* Shops write their numbers as they like; the style keeps them whole. */
    "tel-non-breaking": "off",
    /* A list may have a name. */
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    /* Templates leave empty lines and blanks where a part is not there. */
    "no-trailing-whitespace": "off",
    /* Articles may hold addresses and words as long as writers like. */
    "long-title": "off",
    /* HTML's own rule: the layout's ids begin with "_", so that no heading's
       can be the same, and headings may be in any script. */
    "valid-id": ["error", { relaxed: true }],
  },
};

/* {name, url, html} of every page. */
async function fetchAll(home) {
  const all = pages();
  return Promise.all(all.map(async ({ kind, locale, path }) => {
    const reply = await fetch(home + path);
    return { name: `${kind} ${locale}`, html: await reply.text() };
  }));
}

function runVnu(folder) {
  const options = ["-jar", VNU, "--format", "json", "--stdout",
    "--exit-zero-always", folder];
  return new Promise((done, failed) => {
    execFile("java", options, { maxBuffer: 1 << 26 }, (error, out) => {
      if (error) failed(error);
      else done(JSON.parse(out).messages);
    });
  });
}

async function byVnu(tests, all, variant) {
  const folder = tests.path(`vnu-${variant}`);
  mkdirSync(folder);
  all.forEach(({ html }, i) => writeFileSync(join(folder, `${i}.html`), html));
  const said = await runVnu(folder);
  all.forEach(({ name }, i) => {
    const mine = said.filter(({ url }) => url.endsWith(`/${i}.html`));
    tests.none(mine.map((m) =>
      `${m.lastLine}: ${m.message} ${m.extract?.trim() ?? ""}`),
    `${name}: vnu finds nothing`);
  });
}

async function byHtmlValidate(tests, all) {
  const checker = new HtmlValidate(RULES);
  for (const { name, html } of all) {
    const report = await checker.validateString(html);
    const said = report.results.flatMap((result) => result.messages);
    tests.none(said.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`),
      `${name}: html-validate finds nothing`);
  }
}

/* Data blocks are not script; neither CSP nor readers mind them. */
const INLINE = [
  [/<script(?![^>]*\bsrc=)(?![^>]*\btype="application\/(ld\+)?json")[^>]*>/gi,
    "inline script"],
  [/<style\b/gi, "inline style"],
  [/<[^>]+\sstyle\s*=/gi, "style attribute"],
  [/<[^>]+\son[a-z]+\s*=/gi, "event attribute"],
  [/(href|src|action)\s*=\s*["']?javascript:/gi, "script address"],
];

function inline(tests, all) {
  for (const { name, html } of all) {
    const found = INLINE.flatMap(([pattern, what]) =>
      (html.match(pattern) || []).map((text) => `${what}: ${text}`));
    tests.none(found, `${name}: nothing inline`);
  }
}

export async function run(tests) {
  for (const variant of ["plain", "absolute"]) {
    const { home } = await site(tests, variant);
    const all = await fetchAll(home);
    tests.topic = `markup, ${variant}`;
    inline(tests, all);
    await byHtmlValidate(tests, all);
    await byVnu(tests, all, variant);
  }
}
