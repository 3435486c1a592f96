#!/usr/bin/env node
/** Draws the picture of the report in README.md: the first screen of a run on the observed profile that knows no difference. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "./chromium.js";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PICTURE = join(ROOT, ".github", "report.png");
const SCREEN = { width: 1200, height: 820 };

const executablePath = findChromium();
if (executablePath === undefined) throw new Error("no Chromium: install it, or name it in CHROMIUM");
const folder = mkdtempSync(join(tmpdir(), "contract-picture-"));
try {
  const run = [
    "scripts/contract.js",
    "run",
    "--target",
    "observed",
    "--deviations",
    "none",
    "--report",
    folder,
  ];
  spawnSync(process.execPath, [...run, "--history", join(folder, "history")], {
    cwd: ROOT,
    stdio: "inherit",
  });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: SCREEN, colorScheme: "light" });
  await page.goto(pathToFileURL(join(folder, "report.html")).href);
  await page.screenshot({ path: PICTURE });
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
