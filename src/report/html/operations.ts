import type { VNode } from "preact";
import { grouped } from "../noun.ts";
import type { OperationReport, Report } from "../report.ts";
import { el, section, table } from "./element.ts";

/** The part of a page that is about one of several operations; its number tells the parts' elements apart. */
export interface PartOfPage {
  readonly operation: string;
  readonly number: number;
}

export const suffixOf = (of: PartOfPage | undefined): string => (of === undefined ? "" : `-${of.number}`);
export const titleOf = (of: PartOfPage | undefined): string =>
  of === undefined ? "" : ` of ${of.operation}`;

const TONES = { pass: "ok", fail: "bad", inconclusive: "warn" } as const;

/** A row for each operation of a run of several; nothing for a run of one. */
export function operationsSection({ operations }: Report): VNode | null {
  if (operations === undefined) return null;
  const heads = ["Operation", "Verdict", "Requests", "Values", "Pairs", "Rules"];
  return section(
    "operations",
    "Operations",
    table("Operations", heads, operations.map(row), { numbers: true }),
  );
}

/** The address of an operation's first section on the page. */
export const firstOf = ({ fields }: Pick<Report, "fields">, index: number): string =>
  `${fields?.length ? "contract" : "coverage"}-${index + 1}`;

function row(report: OperationReport, index: number): VNode {
  const { id, verdict, reason, requests, coverage } = report;
  const number = (text: string): VNode => el("td", { class: "number" }, text);
  const { values, pairs, rules } = coverage;
  return el(
    "tr",
    null,
    el("th", { scope: "row" }, el("a", { href: `#${firstOf(report, index)}` }, id)),
    el("td", { class: "number" }, el("span", { class: `badge ${TONES[verdict]}`, title: reason }, verdict)),
    number(grouped(requests.sent)),
    ...[values, pairs, rules].map(({ covered, total }) =>
      number(total === 0 ? "–" : `${grouped(covered)} of ${grouped(total)}`),
    ),
  );
}
