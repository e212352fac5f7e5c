/* A test that walks through pages as a reader does. */
import { openPage } from "./chrome.js";

/* Runs steps({page, context, home, ok, eq}) on a fresh page, then says whether
   any page did what none may do: console messages, requests to others. A walk
   that breaks off is one failure. `options` are Playwright's for a context. */
export async function walk(tests, home, name, steps, options = {}) {
  const { page, context, seen } = await openPage(tests, home, options);
  const ok = (good, what, detail) =>
    tests.ok(good, `${name}: ${what}`, detail);
  const eq = (got, want, what) => tests.eq(got, want, `${name}: ${what}`);
  try {
    await steps({ page, context, home, ok, eq });
    const found = (await context.cookies()).map((c) => `cookie: ${c.name}`);
    tests.none([...seen, ...found], `${name}: quiet, and nothing asked`);
  } catch (error) {
    tests.ok(false, `${name}: walked to its end`,
      `${error.message.split("\n").slice(0, 4).join("\n")}\n` +
      `${error.stack.match(/test_\w+\.js:\d+/)} at ${page.url()}`);
  } finally {
    await context.close();
  }
}
