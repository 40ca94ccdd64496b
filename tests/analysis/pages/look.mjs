// Opens reports in headless Chromium as a user would and tells what is there, a line of JSON each on stdout.
//   node look.mjs MODULES PAGE.html... [PICTURE.png]
// For each language, at each width and on paper: charts and their marks, what sticks out to the right; on a telephone, where more
// has to scroll, what axe-core finds. Over all: errors on the console, requests to anything but the page itself.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const picture = files.at(-1).endsWith(".png") ? files.pop() : null;
const require = createRequire(join(resolve(modules), "of.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const widths = [360, 1440];
const a4 = 688;  // px at 96 dpi between the margins

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, offline: true, locale: "id-ID" });
const page = await context.newPage();  // one tab for all: a new one takes seconds
let found, address;  // of what is open
page.on("console", (message) => { if (["error", "warning"].includes(message.type())) found.errors.push(message.text()); });
page.on("pageerror", (error) => found.errors.push(String(error)));
page.on("request", (request) => {
  if (!request.url().startsWith("data:") && request.url().split("#")[0] !== address) found.requests.push(request.url());
});

/** What the shown language holds at this width, on a screen or on paper. */
async function look(language, width, media = "screen") {
  await page.emulateMedia({ media });
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(() => window.darah.drawAll());
  await page.waitForTimeout(200);
  const view = await page.evaluate((paper) => {
    const closed = paper ? [...document.querySelectorAll("details:not([open])")].filter((e) => e.querySelector("table")) : [];
    for (const details of closed) details.open = true;
    const shown = (element) => element.offsetParent !== null;
    const marks = "path, rect, circle, line, text";
    // Axes hide labels that would overlap by making them transparent.
    const texts = (place) => [...place.querySelectorAll("text")].filter((t) => t.getAttribute("opacity") !== "0");
    // Labels of an axis along the bottom that touch the next one.
    const crowded = (place) => [...place.querySelectorAll(".role-axis-label")].flatMap((axis) => {
      const labels = texts(axis).map((t) => [t.textContent, t.getBoundingClientRect()]);
      return labels.slice(1).map(([text, box], i) => [labels[i], [text, box]])
        .filter(([[, a], [, b]]) => Math.abs(a.top - b.top) < 1 && b.left > a.left && b.left - a.right < 3)
        .map(([[a], [b]]) => `${a} ${b}`);
    });
    const charts = [...document.querySelectorAll(".chart")].filter(shown).map((place) => ({
      name: place.dataset.spec,
      marks: [...place.querySelectorAll(".role-mark")].reduce((n, group) => n + group.querySelectorAll(marks).length, 0),
      labels: texts(place).map((t) => t.textContent),
      crowded: crowded(place),
      cut: texts(place).filter((t) => {
        const [box, frame] = [t.getBoundingClientRect(), place.getBoundingClientRect()];
        return box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 ||
          box.bottom > frame.bottom + 1);
      }).map((t) => t.textContent),
    }));
    // On paper nothing scrolls.
    const inside = (element) => element.closest(paper ? ".chart, .skip" : ".scroll, pre, .chart, .skip") !== null;
    const sticking = [...document.querySelectorAll("body *")]
      .filter((e) => shown(e) && !inside(e) && e.getBoundingClientRect().right > window.innerWidth + 1)
      .map((e) => `${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`);
    const told = {
      title: document.title, lang: document.documentElement.lang, charts, sticking,
      scroll: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      text: document.body.innerText,
      selectable: [...document.querySelectorAll("p, td, h2, svg text")].filter(shown)
        .every((e) => getComputedStyle(e).userSelect !== "none"),
    };
    for (const details of closed) details.open = false;
    return told;
  }, media === "print");
  if (width === widths[0]) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
    view.axe = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 5).join("; ")}`);
  }
  return { language, width, media, ...view };
}

/** Where an address ends that names a part in the other language, beneath charts that are drawn when they are seen; null if there. */
async function astray() {
  const hash = await page.evaluate(() => [...document.querySelectorAll("nav a")].at(-1).hash);
  await page.goto("about:blank");
  await page.goto(address + hash);
  await page.evaluate(() => window.darah.drawAll());
  await page.waitForTimeout(100);
  const told = await page.evaluate((name) => {
    const part = document.querySelector(name);
    const ends = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    return part !== null && part.offsetParent !== null && (ends || Math.abs(part.getBoundingClientRect().top) < 2);
  }, hash);
  await page.goto("about:blank");
  await page.goto(address);
  await page.evaluate(() => window.darah.drawAll());
  return told ? null : hash;
}

/** All that is told of a page. */
async function visit(file) {
  address = pathToFileURL(resolve(file)).href;
  found = { errors: [], requests: [], views: [] };
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1440, height: 900 });
  const start = Date.now();
  await page.goto(address);
  await page.evaluate(() => window.darah.drawAll());
  found.milliseconds = Date.now() - start;
  found.astray = await astray();
  const languages = await page.evaluate(() => {
    const buttons = [...document.querySelectorAll(".switch button")].filter((b) => b.offsetParent !== null).map((b) => b.value);
    return buttons.length > 0 ? buttons : [document.documentElement.lang];
  });
  for (const language of languages) {
    await page.emulateMedia({ media: "screen" });  // paper has no switch
    const button = page.locator(`[data-in] .switch button[value="${language}"]:visible`);
    if (await button.count() > 0) await button.click();
    for (const width of widths) found.views.push(await look(language, width));
    found.views.push(await look(language, a4, "print"));
  }
  if (picture) await photograph();
  return found;
}

async function photograph() {
  await page.emulateMedia({ media: "screen" });
  const button = page.locator('[data-in] .switch button[value="en"]:visible');
  if (await button.count() > 0) await button.click();
  await page.setViewportSize({ width: 1100, height: 1250 });
  await page.evaluate(() => window.darah.drawAll());
  await page.waitForTimeout(300);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: picture });
}

for (const file of files) console.log(JSON.stringify(await visit(file)));
await browser.close();
