import type { VNode } from "preact";
import { cut } from "../../core/output/sinks.ts";
import type { FieldReport, SentCount } from "../field-records.ts";
import { grouped } from "../noun.ts";
import type { Report, ReportedFinding } from "../report.ts";
import { el, section, table } from "./element.ts";
import { findingId, stateOf } from "./findings.ts";
import { type PartOfPage, suffixOf, titleOf } from "./operations.ts";

/** Characters of a clause that a row shows. */
const MOST_OF_CLAUSE = 600;

/** Words by which rows are filtered. */
const FILTERS = [
  ["differs", "differs from the docs"],
  ["gaps", "not covered"],
  ["required", "required"],
] as const;

/** The contract as a table: each field with the docs' words, the values that were sent, the checks, and what differs. */
export function fieldsSection({ fields = [], findings }: Report, of?: PartOfPage): VNode | null {
  if (fields.length === 0) return null;
  const rows = fields.map((field) =>
    row(
      field,
      findings.flatMap((finding, index) => (isOf(finding, field, of) ? [{ finding, index }] : [])),
    ),
  );
  return section(
    `contract${suffixOf(of)}`,
    `The contract${titleOf(of)}, field by field`,
    el(
      "div",
      {
        class: "tools script",
        "data-filters": `#field-rows${suffixOf(of)}`,
        "data-mode": "all",
        role: "search",
        "aria-label": `Fields${titleOf(of)}`,
      },
      el("input", { type: "search", "aria-label": "Search fields", placeholder: "Search fields" }),
      ...FILTERS.map(([tag, label]) =>
        el("label", null, el("input", { type: "checkbox", value: tag, checked: false }), label),
      ),
      el("output", { "aria-live": "polite" }),
    ),
    el(
      "div",
      { id: `field-rows${suffixOf(of)}` },
      table(
        `Fields of the contract${titleOf(of)}`,
        ["Field", "What the docs say", "Values sent", "Wrong values sent", "Checks", "Differs"],
        rows,
        { className: "tall" },
      ),
    ),
  );
}

/** True for a finding about a field, in the part of one operation where there are several. */
const isOf = ({ field, operation }: ReportedFinding, { name }: FieldReport, of?: PartOfPage): boolean =>
  field === name && (of === undefined || operation === of.operation);

interface Found {
  readonly finding: ReportedFinding;
  readonly index: number;
}

function row(
  { name, clause, required, docs, values, wrong, checks }: FieldReport,
  found: readonly Found[],
): VNode {
  const hasGaps = values.some(({ accepted }) => accepted === 0);
  const differs = found.some(({ finding }) => finding.severity === "violation");
  const tags = ["field", required && "required", differs && "differs", hasGaps && "gaps"].filter(Boolean);
  // The clause begins with the name, which stands beside it.
  const said = clause.startsWith(`${name}: `) ? clause.slice(name.length + 2) : clause;
  return el(
    "tr",
    { "data-tags": tags.join(" ") },
    el(
      "th",
      { scope: "row" },
      name,
      required ? el("div", null, el("span", { class: "badge" }, "required")) : null,
    ),
    el("td", { class: "said", title: docs }, cut(said, MOST_OF_CLAUSE)),
    el("td", { class: "chips" }, ...values.map((value) => chip(value, true))),
    el("td", { class: "chips" }, ...wrong.map((value) => chip(value, false))),
    el("td", { class: "chips" }, ...Object.entries(checks).map(checkChip)),
    el("td", { class: "found" }, ...found.map(link)),
  );
}

/** A value with the number of answers that accepted and refused it; `isRight` where the docs allow it. */
function chip({ label, accepted, refused, samples }: SentCount, isRight: boolean): VNode {
  const sent = accepted + refused;
  const isWell = isRight ? accepted > 0 : accepted === 0;
  const tone = sent === 0 ? "warn" : isWell ? "ok" : "bad";
  const counts =
    sent === 0
      ? "not sent"
      : [accepted > 0 && `${accepted} accepted`, refused > 0 && `${refused} refused`]
          .filter(Boolean)
          .join(", ");
  const such = samples.length === 0 ? undefined : `such as ${samples.join(", ")}`;
  return el("span", { class: `chip ${tone}`, title: such }, cut(label, 80), " ", el("small", null, counts));
}

const checkChip = ([check, { passed, failed }]: [string, { passed: number; failed: number }]): VNode =>
  el(
    "span",
    { class: `chip ${failed > 0 ? "bad" : "ok"}` },
    `${check} `,
    el("small", null, failed > 0 ? `${grouped(failed)} failed` : grouped(passed)),
  );

const link = ({ finding, index }: Found): VNode =>
  el(
    "div",
    null,
    el("span", { class: `badge ${stateOf(finding)}` }, stateOf(finding)),
    el("a", { href: `#${findingId(index)}` }, cut(finding.title, 90)),
  );
