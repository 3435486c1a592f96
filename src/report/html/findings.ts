import type { VNode } from "preact";
import { fails } from "../../findings/finding.ts";
import { acceptCommand, docsOf, headingOf, placeOf, replayCommand } from "../finding-text.ts";
import { grouped } from "../noun.ts";
import { standingWords } from "../past-run.ts";
import type { Report, ReportedFinding } from "../report.ts";
import { historyLine } from "../run-summary.ts";
import { compared, nearest } from "./compared.ts";
import { copyable, el, section } from "./element.ts";
import { exchange, Room } from "./exchange.ts";

/** Findings that are unfolded when the page is opened. */
const UNFOLDED = 3;

/** Characters of all exchanges in a page's text; with 400 findings it stays below 2 MB. */
const ROOM = 300_000;

/** The address of a finding within the page, by its place in the report. */
export const findingId = (index: number): string => `finding-${index + 1}`;

const STATES = ["new", "expired", "known", "observed"] as const;

/** The state of a finding in a word: observations are a state of their own unless they are known. */
export const stateOf = ({ severity, status }: ReportedFinding): (typeof STATES)[number] =>
  severity === "observation" && status !== "known" ? "observed" : status;

/** Every finding with all that there is to know of it; those that fail the run are shown first and alone. */
export function findingsSection(report: Report): VNode {
  const { findings } = report;
  if (findings.length === 0)
    return section(
      "findings",
      "Findings",
      el("p", null, "Nothing differs from the docs."),
      ...sinceLastRun(report),
    );
  const room = new Room(ROOM);
  const failing = findings.filter(fails).length;
  return section(
    "findings",
    "Findings",
    ...sinceLastRun(report),
    filters(findings, failing > 0),
    failing === 0
      ? el("p", { class: "lead" }, "Nothing new: what follows is known, or open in the docs.")
      : null,
    el("div", { id: "finding-list" }, ...findings.map((finding, index) => card(finding, index, room))),
  );
}

/** Findings that are gone, shown at most; the others stand in report.json. */
const MOST_GONE = 50;

/** The findings that have come and gone since the last run, those that are gone by their fingerprints; nothing where nothing has. */
function sinceLastRun(report: Report): VNode[] {
  const told = historyLine(report);
  const gone = report.history?.gone ?? [];
  if (told === undefined) return [];
  const more = gone.length - MOST_GONE;
  const names = [...gone.slice(0, MOST_GONE), ...(more > 0 ? [`… and ${grouped(more)} more`] : [])];
  return [
    el("p", { class: "lead" }, `${told}.`),
    ...(names.length === 0
      ? []
      : [
          el(
            "details",
            { class: "gone" },
            el("summary", null, "What is gone"),
            el("ul", null, ...names.map((name) => el("li", null, el("code", null, name)))),
          ),
        ]),
  ];
}

function filters(findings: readonly ReportedFinding[], hasNew: boolean): VNode {
  const counts = STATES.map(
    (state) => [state, findings.filter((one) => stateOf(one) === state).length] as const,
  );
  return el(
    "div",
    {
      class: "tools script",
      "data-filters": "#finding-list",
      "data-mode": "any",
      role: "search",
      "aria-label": "Findings",
    },
    el("input", { type: "search", "aria-label": "Search findings", placeholder: "Search findings" }),
    ...counts
      .filter(([, count]) => count > 0)
      .map(([state, count]) =>
        el(
          "label",
          null,
          el("input", {
            type: "checkbox",
            value: state,
            checked: !hasNew || state === "new" || state === "expired",
          }),
          `${state} (${grouped(count)})`,
        ),
      ),
    el("output", { "aria-live": "polite" }),
  );
}

function card(finding: ReportedFinding, index: number, room: Room): VNode {
  const state = stateOf(finding);
  const { count, clause, case: id, deviation, fingerprint, standing } = finding;
  return el(
    "details",
    {
      class: `finding ${state}`,
      id: findingId(index),
      "data-tags": state,
      open: fails(finding) && index < UNFOLDED,
    },
    el(
      "summary",
      null,
      el("span", { class: `badge ${state}` }, state),
      el("b", null, headingOf(finding)),
      count === 1 ? null : ` (${grouped(count)}×)`,
      standing === undefined ? null : el("span", { class: "since" }, standingWords(standing)),
    ),
    el(
      "div",
      { class: "inside" },
      el("p", { class: "label" }, `${placeOf(finding)}, in case ${id}`),
      compared(finding.expected, finding.received, room),
      finding.nearest === undefined ? null : nearest(finding.nearest, room),
      el("h3", null, "The docs"),
      el("blockquote", null, clause),
      el("p", { class: "label" }, docsOf(finding)),
      deviation === undefined
        ? null
        : el("p", null, `Known until ${deviation.expires}: ${deviation.reason} (${deviation.evidence})`),
      el("h3", null, "Send it again"),
      exchange(finding, room),
      copyable("replay", replayCommand(finding)),
      deviation === undefined ? copyable("accept", acceptCommand(finding)) : null,
      el("p", { class: "label" }, `Fingerprint ${fingerprint}`),
    ),
  );
}
