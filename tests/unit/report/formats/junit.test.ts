import { describe, expect, test } from "vitest";
import { junit } from "../../../../src/report/formats/junit.ts";
import type { Report } from "../../../../src/report/report.ts";
import { hostileFinding, hostileReport } from "../../../fixtures/hostile-report.ts";
import { HOSTILE } from "../../../fixtures/hostile-texts.ts";

interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: Element[];
  text: string;
}

/** Characters that XML 1.0 allows (section 2.2), discouraged ones left out. */
const CHARACTERS = /^[\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\u{10000}-\u{1fffd}]*$/u;

const unescaped = (text: string): string => {
  expect(text.replace(/&#\d+;/g, "")).not.toMatch(/[&<]/);
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
};

/** Reads XML as strictly as it is defined, as far as it is used here. */
function parsed(xml: string): Element {
  expect(xml).toMatch(CHARACTERS);
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  for (const [part] of rest.matchAll(/<[^>]*>|[^<]+/g)) {
    const top = open.at(-1) ?? expect.unreachable();
    if (!part.startsWith("<")) top.text += unescaped(part);
    else if (part.startsWith("</")) {
      expect(part).toBe(`</${top.name}>`);
      open.pop();
    } else {
      const [, name = "", given = "", end = ""] =
        /^<([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>$/.exec(part) ?? expect.unreachable(part);
      const pairs = [...given.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
        key,
        unescaped(value),
      ]);
      const attributes = Object.fromEntries(pairs);
      expect(pairs).toHaveLength(Object.keys(attributes).length);
      const element = { name, attributes, children: [], text: "" };
      top.children.push(element);
      if (end === "") open.push(element);
    }
  }
  expect(open).toHaveLength(1);
  return root.children[0] ?? expect.unreachable();
}

const casesOf = (report: Report): Element[] =>
  parsed(junit.write(report)).children.flatMap(({ children }) => children);

const field = (name: string) => ({
  name,
  docs: "d",
  clause: "c",
  required: false,
  values: [{ label: "a text", accepted: 1, refused: 0, samples: [] }],
  wrong: [],
  checks: { echo: { passed: 1, failed: 0 } },
});

const report = (changes: Partial<Report>): Report => {
  const { reason: _, ...plain } = hostileReport("x");
  return {
    ...plain,
    operation: "op",
    checks: { echo: { passed: 3, failed: 1, skipped: 0 }, leak: { passed: 0, failed: 0, skipped: 4 } },
    fields: [field("name"), field("size"), { ...field("odd"), checks: {} }],
    findings: [],
    ...changes,
  };
};

describe("junit.xml", () => {
  test("has a test case for each field and each check, and none for a request", () => {
    const names = casesOf(report({})).map(({ attributes }) => [attributes.classname, attributes.name]);
    expect(names).toEqual([
      ["op: verdict", "a verdict was reached"],
      ["op: fields", "name: a text"],
      ["op: fields", "size: a text"],
      ["op: fields", "odd: a text"],
      ["op: checks", "echo: every writable field that is sent comes back equal"],
      ["op: checks", "leak: no answer shows the token, a stack trace, a path or the words of a database"],
    ]);
  });

  test("fails the field that a finding is about, or else its check, once and with the finding's title", () => {
    const findings = [
      hostileFinding("t", { check: "echo", title: "size is rounded", field: "size" }),
      { ...hostileFinding("t", { check: "leak", title: "the token is shown" }), field: "gone" },
      hostileFinding("t", { severity: "observation", title: "a third one" }),
      hostileFinding("t", { status: "known", title: "a fourth one" }),
    ];
    const failed = casesOf(report({ findings })).flatMap(({ attributes, children }) =>
      children
        .filter(({ name }) => name === "failure")
        .map((one) => [attributes.name, one.attributes.message]),
    );
    expect(failed).toEqual([
      ["size: a text", "echo: size is rounded"],
      [
        "leak: no answer shows the token, a stack trace, a path or the words of a database",
        "leak: the token is shown",
      ],
    ]);
  });

  test("skips what was not judged, with the reason, and counts what it holds", () => {
    const root = parsed(junit.write(report({})));
    const skipped = root.children
      .flatMap(({ children }) => children)
      .filter(({ children }) => children.some(({ name }) => name === "skipped"));
    expect(skipped.map(({ attributes }) => attributes.name?.split(":")[0])).toEqual(["odd", "leak"]);
    expect(root.attributes).toMatchObject({ tests: "6", failures: "0", errors: "0", skipped: "2" });
  });

  test("is an error where there is no verdict", () => {
    const [verdict] = casesOf(report({ verdict: "inconclusive", reason: "nobody answered" }));
    expect(verdict?.children.map(({ name, attributes }) => [name, attributes.message])).toEqual([
      ["error", "nobody answered"],
    ]);
  });

  test.each([...HOSTILE, ["is no character of XML", "\u0000\u0008\ufffe\uffff]]>&amp;<![CDATA["] as const])(
    "is XML 1.0, whatever a text %s",
    (_, text) => {
      const hostile = casesOf(hostileReport(text));
      const plain = casesOf(hostileReport("plain"));
      expect(hostile.map(({ children }) => children.map(({ name }) => name))).toEqual(
        plain.map(({ children }) => children.map(({ name }) => name)),
      );
    },
  );
});
