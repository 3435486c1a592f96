import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.js";
import { page } from "../../src/report/html/page.ts";
import type { Report } from "../../src/report/report.ts";

/** A page that a browser has opened from disk, with all that went wrong on it. */
export interface Opened {
  readonly page: Page;
  /** Errors of scripts and of the page's policy, and dialogs. */
  readonly trouble: readonly string[];
  /** Addresses that were asked for, the page itself left out. */
  readonly asked: readonly string[];
}

/** One browser for all tests of a file, and the pages that it shows. */
export class Pages {
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #folder: string;

  private constructor(browser: Browser, context: BrowserContext, folder: string) {
    this.#browser = browser;
    this.#context = context;
    this.#folder = folder;
  }

  static async start(): Promise<Pages> {
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error("no Chromium: install it, or name it in CHROMIUM");
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    const browser = await chromium.launch({ executablePath, args });
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    return new Pages(browser, context, await mkdtemp(join(tmpdir(), "contract-page-")));
  }

  async open(report: Report, name = "report"): Promise<Opened> {
    const path = join(this.#folder, `${name}.html`);
    await writeFile(path, page(report));
    const opened = await this.#context.newPage();
    const trouble: string[] = [];
    const asked: string[] = [];
    const url = pathToFileURL(path).href;
    opened.on("console", (message) => {
      if (message.type() === "error") trouble.push(message.text());
    });
    opened.on("pageerror", (error) => trouble.push(String(error)));
    opened.on("dialog", (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    opened.on("request", (request) => {
      if (request.url() !== url) asked.push(request.url());
    });
    await opened.goto(url);
    return { page: opened, trouble, asked };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
