// Opens pages in Chromium and prints what is wrong with them, as JSON, by page.
// node browser.cjs FILE...   with axe-core and puppeteer-core on NODE_PATH
const fs = require("fs");
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LOOKS = [[1280, "light"], [1280, "dark"], [390, "light"], [390, "dark"]];

async function look(browser, file, width, scheme) {
  const page = await browser.newPage();
  const problems = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("file:") && !url.startsWith("data:")) problems.push(`asks for ${url}`);
  });
  page.on("console", (message) => problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`error: ${error}`));
  await page.setViewport({ width, height: 844 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(`file://${file}`);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) problems.push(`${over} px wider than the window`);
  const found = await page.evaluate(
    `${axe}; axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`);
  for (const { id, nodes } of found.violations) problems.push(`axe ${id}: ${nodes[0].html}`);
  await page.close();
  return problems.map((problem) => `${width} ${scheme}: ${problem}`);
}

async function use(browser, file) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 700 });
  // Smooth scrolling that a click breaks off ends anywhere.
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await page.goto(`file://${file}`);
  const lit = () => page.$$eval("li.lit", (rows) => rows.map((row) => row.id));
  const done = {};
  await page.hover(".points > li:nth-child(3) > p");
  done.hover = await lit();
  const passage = (await page.$$(".quotes a.passage"))[4];
  await passage.evaluate((link) => link.scrollIntoView());
  await passage.click();
  done.click = await lit();
  done.inSight = await page.waitForFunction(() => {
    const { top } = document.getElementById("q5").getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  }, { timeout: 5000 }).then(() => true, () => false);
  await page.focus(".article .text > li");
  for (const key of ["ArrowDown", "j", "k"]) await page.keyboard.press(key);
  done.keys = await page.evaluate(() => document.activeElement.id);
  await page.select("#speaker", await page.$eval("#speaker option:nth-child(2)", (o) => o.value));
  done.filter = await page.$eval("#shown", (status) => status.textContent);
  await page.close();
  return done;
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const result = {};
  for (const file of process.argv.slice(2)) {
    const problems = [];
    for (const [width, scheme] of LOOKS) problems.push(...await look(browser, file, width, scheme));
    result[file] = problems;
  }
  result.use = await use(browser, process.argv[2]);
  await browser.close();
  console.log(JSON.stringify(result));
})();
