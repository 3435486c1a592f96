import { createHash } from "node:crypto";
import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { html, log } from "../../core/output/sinks.ts";
import { fails } from "../../findings/finding.ts";
import { type NextStep, nextStep } from "../next-step.ts";
import { grouped, things } from "../noun.ts";
import { reportsByOperation } from "../operation-report.ts";
import type { Report } from "../report.ts";
import { verdictLine } from "../run-summary.ts";
import { type Child, el } from "./element.ts";
import { fieldsSection } from "./fields.ts";
import { findingsSection } from "./findings.ts";
import { firstOf, operationsSection, type PartOfPage } from "./operations.ts";
import { SCRIPT } from "./script.ts";
import { coverageSection, leftOutSection, requestsSection } from "./sections.ts";
import { STYLE } from "./style.ts";

/** The report as a page that stands alone: nothing from elsewhere, and nothing but its own script and style can run. */
export function page(report: Report): string {
  const title = verdictLine(report);
  return log(
    [
      "<!doctype html>",
      '<html lang="en"><head><meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
      '<meta name="viewport" content="width=device-width,initial-scale=1">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${html(title)}</title>`,
      `<style>${STYLE}</style></head>`,
      `<body>${renderToString(body(report))}`,
      `<script>${SCRIPT}</script></body></html>`,
      "",
    ].join("\n"),
  );
}

const digest = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const POLICY = [
  "default-src 'none'",
  `style-src ${digest(STYLE)}`,
  `script-src ${digest(SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The parts of a page: one of the whole report, or one for each of several operations. */
function partsOf(report: Report): (readonly [Report, PartOfPage | undefined])[] {
  if (report.operations === undefined) return [[report, undefined]];
  return reportsByOperation(report).map((one, index) => [
    { ...one, findings: report.findings },
    { operation: one.operation ?? "", number: index + 1 },
  ]);
}

function body(report: Report): VNode {
  const parts = partsOf(report);
  const links = [
    ["findings", `Findings (${grouped(report.findings.filter(fails).length)} new)`],
    ...(report.operations ? [["operations", "Operations"] as const] : []),
    ...parts.flatMap(([one, of], index) => linksTo(one, of, index)),
    ["requests", "Requests"],
    ["left-out", "Left out"],
  ] as const;
  return h(
    "div",
    null,
    el("a", { class: "skip", href: "#findings" }, "To the findings"),
    banner(report),
    el(
      "nav",
      { "aria-label": "Parts of the report" },
      el("ul", null, ...links.map(([id, text]) => el("li", null, el("a", { href: `#${id}` }, text)))),
    ),
    el(
      "main",
      null,
      findingsSection(report),
      operationsSection(report),
      ...parts.flatMap(([one, of]) => [fieldsSection(one, of), coverageSection(one, of)]),
      requestsSection(report),
      leftOutSection(report),
    ),
    el(
      "footer",
      null,
      `Seed ${report.seed}, tag ${report.tag}, contract ${report.contract}. All of it as data: report.json.`,
    ),
  );
}

/** The links to the sections of one operation: where there are several, one to the first of them. */
function linksTo(
  report: Report,
  of: PartOfPage | undefined,
  index: number,
): (readonly [id: string, text: string])[] {
  if (of !== undefined) return [[firstOf(report, index), of.operation]];
  return [...(report.fields?.length ? [["contract", "Contract"] as const] : []), ["coverage", "Coverage"]];
}

function banner(report: Report): VNode {
  const { verdict, reason, leftBehind } = report;
  const said = verdictLine(report).slice(verdict.length + 1);
  const next = nextStep(report);
  return el(
    "div",
    { class: `banner ${verdict}` },
    el(
      "header",
      null,
      el("h1", null, el("span", { class: "verdict" }, verdict), said),
      reason !== undefined && verdict !== "inconclusive" ? el("p", { class: "lead" }, reason) : null,
      leftBehind.length > 0
        ? el(
            "p",
            { class: "lead" },
            el("a", { href: "#left-out" }, `${grouped(leftBehind.length)} left behind`),
          )
        : null,
      next === undefined ? null : el("p", { class: "next" }, el("b", null, "Next: "), ...spoken(next)),
      el(
        "ul",
        { class: "tiles" },
        ...tiles(report).map(([number, text]) =>
          el("li", null, el("b", null, number), el("span", null, text)),
        ),
      ),
    ),
  );
}

const spoken = ({ command, does }: NextStep): Child[] =>
  command === undefined ? [does] : [el("code", null, command), ` ${does}`];

function tiles({
  requests,
  findings,
  noun,
  durationMs,
  checks,
  deviations,
  leftBehind,
}: Report): (readonly [string, string])[] {
  const judged = Object.values(checks).reduce((sum, { passed, failed }) => sum + passed + failed, 0);
  const open = findings.filter(
    ({ severity, status }) => severity === "observation" && status !== "known",
  ).length;
  const made = requests.made ?? 0;
  const deleted =
    leftBehind.length === 0 ? "made, all deleted" : `made, ${grouped(leftBehind.length)} left behind`;
  return [
    [grouped(findings.filter(fails).length), "new findings"],
    [grouped(deviations.known), "known differences seen"],
    [grouped(open), "left open by the docs"],
    [grouped(requests.sent), `requests in ${(durationMs / 1000).toFixed(1)} s`],
    [grouped(judged), `judgements by ${things(Object.keys(checks).length, "check")}`],
    ...(made === 0 || noun === undefined
      ? []
      : [[grouped(made), `${made === 1 ? noun.one : noun.several} ${deleted}`] as const]),
  ];
}
