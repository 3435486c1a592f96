import { h, type VNode } from "preact";
import { CHECKS } from "../../checks/index.ts";
import type { Counted } from "../../coverage/level-coverage.ts";
import { grouped } from "../noun.ts";
import type { Report } from "../report.ts";
import { el, section, table } from "./element.ts";
import { type PartOfPage, suffixOf, titleOf } from "./operations.ts";
import { pairsPicture, timelinePicture, valuesPictures } from "./pictures.ts";

/** Pictures in a frame that scrolls; their SVG is made here, of texts that were escaped when it was drawn. */
const picture = (label: string, svgs: readonly string[]): VNode =>
  h("div", {
    class: svgs.length > 1 ? "picture several" : "picture",
    role: "region",
    "aria-label": label,
    tabIndex: 0,
    dangerouslySetInnerHTML: { __html: svgs.join("") },
  });

const legend = (...entries: readonly (readonly [tone: string, text: string])[]): VNode =>
  el(
    "ul",
    { class: "legend" },
    ...entries.map(([tone, text]) => el("li", null, el("i", { class: tone, "aria-hidden": "true" }), text)),
  );

const ratio = ({ covered, total }: Counted): string => `${grouped(covered)} of ${grouped(total)}`;

/** The coverage of the contract, in numbers and as pictures. */
export function coverageSection({ coverage, fields = [], pairs }: Report, of?: PartOfPage): VNode {
  const values = valuesPictures(fields);
  const map = pairs && pairsPicture(pairs);
  return section(
    `coverage${suffixOf(of)}`,
    `Coverage${titleOf(of)}`,
    el(
      "ul",
      { class: "tiles" },
      ...(["values", "boundaries", "pairs", "rules"] as const).map((name) =>
        el("li", null, el("b", null, ratio(coverage[name])), el("span", null, name)),
      ),
    ),
    values.length === 0
      ? null
      : el(
          "div",
          null,
          el("h3", null, "Each field and its values"),
          legend(
            ["s3", "accepted"],
            ["s2", "accepted, and refused as well"],
            ["sb", "refused only"],
            ["s0", "not sent"],
          ),
          picture("Each field and its values", values),
        ),
    map === undefined
      ? null
      : el(
          "div",
          null,
          el("h3", null, "Each two fields and the pairs of their values"),
          legend(["s3", "all sent"], ["s2", "half or more"], ["s1", "less"], ["s0", "none"]),
          picture("Each two fields and the pairs of their values", [map]),
        ),
  );
}

/** The requests over time, and what they were. */
export function requestsSection(report: Report): VNode {
  const { requests, timeline, transport } = report;
  const svg = timeline && timelinePicture(timeline);
  const limit = timeline?.limit;
  const lost = Object.entries(transport).map(([why, count]) => `${why} ${count}`);
  return section(
    "requests",
    "Requests",
    el(
      "p",
      null,
      `${grouped(requests.sent)} sent${requests.retried === 0 ? "" : `, ${grouped(requests.retried)} of them again`}; ${grouped(requests.cleanup)} more to clean up.`,
      limit
        ? ` The docs allow ${grouped(limit.requests)} in ${grouped(limit.milliseconds / 1000)} seconds.`
        : "",
      lost.length > 0 ? ` Without an answer: ${lost.join(", ")}.` : "",
    ),
    svg === undefined
      ? null
      : el(
          "div",
          null,
          legend(
            ["s3", "accepted"],
            ["s2", "refused"],
            ["sb", "5xx"],
            ["s1", "no answer"],
            ["si", "sent again"],
            ...(timeline?.stretches.some(({ remaining }) => remaining !== undefined)
              ? [["sw", "dashed line: what the account had left"] as const]
              : []),
          ),
          picture("Requests over time", [svg]),
        ),
    ...runsTable(report),
    el("h3", null, "Cases by kind"),
    casesTable(report),
    el("h3", null, "Checks"),
    checksTable(report),
  );
}

const number = (count: number): VNode => el("td", { class: "number" }, grouped(count));

/** The runs before and this one, the last one first; nothing where there was none. */
function runsTable({ history }: Report): VNode[] {
  if (history === undefined) return [];
  const rows = [...history.runs]
    .reverse()
    .map(({ at, verdict, failing, values, pairs, sent, durationMs }) =>
      el(
        "tr",
        null,
        el("th", { scope: "row" }, at.slice(0, 19).replace("T", " ")),
        el("td", { class: "number" }, el("span", { class: `badge ${TONES[verdict] ?? "warn"}` }, verdict)),
        number(failing.length),
        el("td", { class: "number" }, ratio(values)),
        el("td", { class: "number" }, ratio(pairs)),
        number(sent),
        el("td", { class: "number" }, `${(durationMs / 1000).toFixed(1)} s`),
      ),
    );
  const heads = ["When (UTC)", "Verdict", "New findings", "Values", "Pairs", "Requests", "Time"];
  return [el("h3", null, "This run and those before it"), table("Runs", heads, rows, { numbers: true })];
}

const TONES: { readonly [verdict: string]: string } = { pass: "ok", fail: "bad", inconclusive: "warn" };

const casesTable = ({ cases }: Report): VNode =>
  table(
    "Cases by kind",
    ["Kind", "Answered", "Not sent", "No answer"],
    Object.entries(cases).map(([kind, { sent, skipped, unanswered }]) =>
      el("tr", null, el("th", { scope: "row" }, kind), number(sent), number(skipped), number(unanswered)),
    ),
    { className: "narrow", numbers: true },
  );

const checksTable = ({ checks }: Report): VNode =>
  table(
    "Checks",
    ["Check", "Passed", "Failed", "Did not apply"],
    Object.entries(checks).map(([id, { passed, failed, skipped }]) =>
      el(
        "tr",
        null,
        el(
          "th",
          { scope: "row" },
          id,
          el("div", { class: "label" }, CHECKS.find((check) => check.id === id)?.claim ?? ""),
        ),
        number(passed),
        failed === 0
          ? number(0)
          : el("td", { class: "number" }, el("span", { class: "badge bad" }, grouped(failed))),
        number(skipped),
      ),
    ),
    { className: "narrow", numbers: true },
  );

/** Lines of one list, at most; all of them stand in report.json. */
const MOST_LISTED = 500;

/** All that was left out, with the reasons, and what needs a person. */
export function leftOutSection(report: Report): VNode {
  const lists = [
    ["Could not be deleted", report.leftBehind],
    ["Not covered", [...report.coverage.missing, ...(report.refused === undefined ? [] : [report.refused])]],
    ["Known differences that were not seen, though this run could have", report.deviations.fixed],
    [
      "Recordings that today's contract would not send",
      report.orphans.map(({ file, case: id, reason }) => `${id} (${file}): ${reason}`),
    ],
    [
      "Old recordings",
      report.stale.map(({ file, date, ageInDays }) => `${file}: ${date}, ${ageInDays} days ago`),
    ],
  ] as const;
  const shown = lists.filter(([, lines]) => lines.length > 0);
  return section(
    "left-out",
    "Left out, and why",
    shown.length === 0
      ? el("p", null, "Nothing: all that was planned was sent, answered and deleted.")
      : null,
    ...shown.map(([title, lines]) => {
      const more = lines.length - MOST_LISTED;
      return el(
        "div",
        null,
        el("h3", null, `${title} (${grouped(lines.length)})`),
        el(
          "ul",
          null,
          ...lines.slice(0, MOST_LISTED).map((text) => el("li", null, text)),
          more > 0 ? el("li", null, `… and ${grouped(more)} more in report.json`) : null,
        ),
      );
    }),
  );
}
