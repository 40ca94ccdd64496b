// Reads a list of Vega-Lite specifications from stdin, writes the list of their SVG texts to stdout. The argument is the
// folder of Node.js modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const resolve = createRequire(join(process.argv[2], "of.js")).resolve;
const load = (name) => import(pathToFileURL(resolve(name)));
const vega = await load("vega");
const vegaLite = await load("vega-lite");

const pictures = [];
for (const specification of JSON.parse(readFileSync(0, "utf8"))) {
  const logger = vega.logger(vega.Warn);
  logger.warn = (...words) => { throw new Error(words.join(" ")); };
  const { spec } = vegaLite.compile(specification, { logger });
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  pictures.push(await view.toSVG());
}
process.stdout.write(JSON.stringify(pictures));
