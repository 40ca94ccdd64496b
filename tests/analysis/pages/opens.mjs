// Tells in which language a page opens, by the browser's language and what its address ends with: one object of JSON on stdout.
//   node opens.mjs MODULES PAGE.html
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const { chromium } = createRequire(join(resolve(modules), "of.js"))("playwright-core");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const found = {};
for (const [locale, ends] of [["id-ID", ["", "#en", "#en-answer"]], ["ms-MY", [""]], ["en-GB", ["", "#id"]], ["fr-FR", [""]]]) {
  const context = await browser.newContext({ offline: true, locale });
  const page = await context.newPage();
  for (const end of ends) {
    await page.goto("about:blank");
    await page.goto(pathToFileURL(resolve(file)).href + end);
    found[locale + end] = await page.evaluate(() => document.documentElement.lang);
  }
  await context.close();
}
console.log(JSON.stringify(found));
await browser.close();
