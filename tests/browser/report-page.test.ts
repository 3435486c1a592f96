import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { line } from "../../src/core/output/sinks.ts";
import { junit } from "../../src/report/formats/junit.ts";
import type { Report, ReportedFinding } from "../../src/report/report.ts";
import { hostileFinding, hostileReport } from "../fixtures/hostile-report.ts";
import { HOSTILE } from "../fixtures/hostile-texts.ts";
import { type Opened, Pages } from "./opened-page.ts";

const plain = hostileReport("plain");
const { reason: _, ...judged } = plain;

const finding = (title: string, more: Partial<ReportedFinding> = {}): ReportedFinding => ({
  ...hostileFinding(title, {
    check: "status",
    docs: "openapi/api.yaml#/a",
    curl: `curl 'http://127.0.0.1/${title}'`,
    ...more,
  }),
  status: "new",
  ...more,
});

const field = (name: string, required: boolean, accepted: number) => ({
  name,
  docs: `openapi/api.yaml#/${name}`,
  clause: `${name}: number. The ${name} of it.`,
  required,
  values: [{ label: "a number", accepted, refused: 0, samples: ["1"] }],
  wrong: [],
  checks: { echo: { passed: accepted, failed: 0 } },
});

/** A report with a few of everything. */
const REPORT: Report = {
  ...judged,
  target: "http://127.0.0.1:4010",
  operation: "create-thing",
  findings: [
    finding("width is rounded", { field: "width", check: "echo" }),
    finding("height is lost", { field: "height", check: "echo" }),
    ...["third", "fourth"].map((name) => finding(`${name} is wrong`)),
    finding("depth is known", { status: "known" }),
    finding("a slash too many", { severity: "observation" }),
  ],
  fields: [field("width", true, 3), field("height", false, 2), field("depth", false, 0)],
};

let pages: Pages;
let opened: Opened;
beforeAll(async () => {
  pages = await Pages.start();
  opened = await pages.open(REPORT);
});
afterAll(() => pages?.close());

const shown = (selector: string): Promise<string[]> =>
  opened.page.$$eval(selector, (all) =>
    all.flatMap((one) => {
      const element = one as unknown as { offsetParent: unknown; textContent: string };
      return element.offsetParent === null ? [] : [element.textContent];
    }),
  );

const titles = async (): Promise<string[]> =>
  (await shown("#finding-list > details > summary b")).map((text) => text.replace(/^\S+: /, ""));

describe("the page", () => {
  test("says the verdict, what to do, and the first findings unfolded", async () => {
    expect(await shown("h1")).toEqual(["fail 4 findings in create-thing on http://127.0.0.1:4010"]);
    expect((await shown(".next"))[0]).toContain("npx ");
    expect(await opened.page.$$eval("#finding-list > details[open]", (all) => all.length)).toBe(3);
  });

  test("shows what is new alone, until a box is ticked", async () => {
    const fresh = ["width is rounded", "height is lost", "third is wrong", "fourth is wrong"];
    expect(await titles()).toEqual(fresh);
    await opened.page.check("#findings input[value=known]");
    expect(await titles()).toEqual([...fresh, "depth is known"]);
    await opened.page.uncheck("#findings input[value=known]");
    expect(await titles()).toEqual(fresh);
  });

  test("finds a finding by words of its text", async () => {
    await opened.page.fill("#findings input[type=search]", "LOST height");
    expect(await titles()).toEqual(["height is lost"]);
    expect(await shown("#findings output")).toEqual(["1 of 6"]);
    await opened.page.fill("#findings input[type=search]", "");
    expect(await shown("#findings output")).toEqual(["4 of 6"]);
  });

  test("finds a field, and filters fields by what differs and what was not covered", async () => {
    const names = () => shown("#field-rows tbody th");
    expect(await names()).toEqual(["widthrequired", "height", "depth"]);
    await opened.page.fill("#contract input[type=search]", "depth");
    expect(await names()).toEqual(["depth"]);
    await opened.page.fill("#contract input[type=search]", "");
    await opened.page.check("#contract input[value=differs]");
    expect(await names()).toEqual(["widthrequired", "height"]);
    await opened.page.check("#contract input[value=required]");
    expect(await names()).toEqual(["widthrequired"]);
    for (const value of ["differs", "required"]) await opened.page.uncheck(`#contract input[value=${value}]`);
    await opened.page.check("#contract input[value=gaps]");
    expect(await names()).toEqual(["depth"]);
    await opened.page.uncheck("#contract input[value=gaps]");
  });

  test("leads from a field to its finding, unfolded and shown", async () => {
    await opened.page.fill("#findings input[type=search]", "nothing has this");
    await opened.page.click("#field-rows a >> text=height is lost");
    expect(await titles()).toEqual(["height is lost"]);
    await opened.page.fill("#findings input[type=search]", "");
  });

  test("copies the curl line as it is", async () => {
    await opened.page.click("#finding-1 button >> text=Copy curl");
    await opened.page.waitForSelector("#finding-1 button >> text=Copied");
    expect(await opened.page.evaluate("navigator.clipboard.readText()")).toBe(
      "curl 'http://127.0.0.1/width is rounded'",
    );
  });

  test("works without a mouse", async () => {
    const { page } = opened;
    const focused = () =>
      page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
      );
    await page.evaluate("scrollTo(0, 0); document.body.tabIndex = -1; document.body.focus()");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("To the findings");
    await page.keyboard.press("/");
    expect(await focused()).toBe("Search findings");
    await page.keyboard.type("fourth");
    expect(await titles()).toEqual(["fourth is wrong"]);
    await page.focus("#finding-4 summary");
    await page.keyboard.press("Enter");
    expect(await page.getAttribute("#finding-4", "open")).not.toBeNull();
    await page.fill("#findings input[type=search]", "");
  });

  test("is dark where the reader wants it dark, and fits a phone", async () => {
    const { page } = opened;
    const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const lightness = (color: unknown) =>
      Math.max(...(String(color).match(/\d+/g) ?? []).slice(0, 3).map(Number));
    await page.emulateMedia({ colorScheme: "light" });
    expect(lightness(await background())).toBeGreaterThan(200);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(lightness(await background())).toBeLessThan(60);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.evaluate("document.querySelector('.finding p.label').textContent += 'x'.repeat(90)");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("shows all of it on paper, and folds it again", async () => {
    const { page } = opened;
    const folded = () => page.$$eval("details:not([open])", (all) => all.length);
    const before = await folded();
    expect(before).toBeGreaterThan(0);
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await folded()).toBe(0);
    expect(await shown("nav, .tools, button")).toEqual([]);
    await page.setViewportSize({ width: 760, height: 1000 });
    const wider = ".frame, .picture";
    expect(
      await page.$$eval(wider, (all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length),
    ).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await page.emulateMedia({ media: "screen" });
    expect(await folded()).toBe(before);
  });

  test.each(["light", "dark"] as const)(
    "has nothing that axe finds serious, in the %s",
    async (colorScheme) => {
      const { page } = opened;
      await page.emulateMedia({ colorScheme });
      await page.evaluate(
        await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
      );
      const violations = await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => [id, impact, nodes[0].html.slice(0, 200)]))",
      );
      const serious = (violations as [string, string, string][]).filter(([, impact]) =>
        ["serious", "critical"].includes(impact),
      );
      expect(serious).toEqual([]);
    },
  );

  test("asks for nothing, breaks no policy of its own and throws nothing", () => {
    expect([opened.trouble, opened.asked]).toEqual([[], []]);
  });
});

describe("hostile texts", () => {
  const ALL: readonly string[] = [
    ...HOSTILE.map(([, text]) => text),
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)><style>*{display:none}</style><!--',
    "</title></style></script></pre><iframe src=https://evil.example>",
    "&lt;b&gt; javascript:alert(4) {{7*7}}",
  ];

  /** A report in which every text stands in every place, many of them in one. */
  const together = (texts: readonly string[]): Report => {
    const each = texts.map((text) => hostileReport(text));
    return {
      ...hostileReport(texts.join(" ")),
      findings: each.flatMap(({ findings }) => findings),
      fields: each.flatMap(({ fields = [] }) => fields),
    };
  };

  const contentOf = async (texts: readonly string[], name: string) => {
    const { page, trouble, asked } = await pages.open(together(texts), name);
    const names = await page.$$eval("*", (all) => {
      const counts: { [name: string]: number } = {};
      for (const one of all) {
        const { tagName } = one as unknown as { tagName: string };
        // Characters that cannot be seen have an element each.
        if (tagName !== "SPAN") counts[tagName] = (counts[tagName] ?? 0) + 1;
      }
      return counts;
    });
    const links = await page.$$eval("[href], [src]", (all) =>
      all.map((one) =>
        (one as unknown as { getAttribute(name: string): string | null }).getAttribute("href"),
      ),
    );
    const text = String(await page.evaluate("document.body.textContent"));
    await page.close();
    return { text, rest: { names, trouble, asked, isLocal: links.every((link) => link?.startsWith("#")) } };
  };

  test("are shown, and add no element, script or request", async () => {
    const hostile = await contentOf(ALL, "hostile");
    const harmless = await contentOf(
      ALL.map((_, index) => `harmless-${index}`),
      "harmless",
    );
    expect(hostile.rest).toEqual({ ...harmless.rest, trouble: [], asked: [], isLocal: true });
    for (const text of ALL) expect(hostile.text).toContain(line(text));
  });

  test("leave junit.xml what a browser takes for XML", async () => {
    const written = await Promise.all(ALL.map((text) => junit.write(hostileReport(text))));
    const errors = await opened.page.evaluate(
      "(all) => all.map((text) => new DOMParser().parseFromString(text, 'application/xml').querySelectorAll('parsererror').length)"
        .replace(/^/, "(")
        .concat(`)(${JSON.stringify(written).replace(/\u2028/g, "")})`),
    );
    expect(errors).toEqual(ALL.map(() => 0));
  });
});
