/** The drift report as a page that stands alone: no script, nothing from elsewhere, and all that comes from the docs is text. */
import { html, prose } from "../core/output/sinks.ts";
import { CHANGE_CLASSES, type DriftReport } from "./change.ts";
import { countWords, impactWords, OVERLAY_PROBLEMS } from "./report-text.ts";
import { impactOf, type ToldChange, toldOnce } from "./told-once.ts";
import { shownPair } from "./what-differs.ts";

const STYLE = `body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1c1c1c}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #ccc;padding:.35rem .5rem;text-align:left;vertical-align:top}
code{overflow-wrap:anywhere}.breaking{color:#9b1c1c}.rule{color:#7a4b00}small{color:#555}`;

/** The report as one HTML document. */
export function reportHtml(report: DriftReport): string {
  const { operation, changes, overlay = [], unresolved = [], ignored = [] } = report;
  const title = `The docs of ${html(operation)} ${changes.length === 0 ? "have not changed" : "have changed"}`;
  const told = toldOnce(changes);
  const tables = CHANGE_CLASSES.flatMap((name) => {
    const rows = told.filter(({ change }) => change.class === name).map(row);
    return rows.length === 0
      ? []
      : [`<h2 class="${name}">${name}</h2>`, `<table>${HEAD}${rows.join("\n")}</table>`];
  });
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body>`,
    `<h1>${title}</h1>`,
    ...(changes.length === 0 ? [] : [`<p>${html(countWords(report))}</p>`]),
    ...tables,
    ...list(
      "Overlay entries that no longer fit",
      overlay.map(
        ({ action, target, problem }) => `action ${action} (${target}): ${OVERLAY_PROBLEMS[problem]}`,
      ),
    ),
    ...list(
      "References that lead nowhere",
      unresolved.map(({ name, at, ref, reason }) => `${name}#${at}: ${ref} (${reason})`),
    ),
    ...list(
      "Ignored",
      ignored.map(({ id, reason }) => `${id}: ${reason}`),
    ),
    "</body></html>\n",
  ].join("\n");
}

const HEAD = "<tr><th>where</th><th>change</th><th>before</th><th>after</th><th>touches</th></tr>";

function row({ change, twins }: ToldChange): string {
  const { kind, keyword, also = [], sentences = [], id } = change;
  const places = [change, ...twins].map(
    ({ side, at, status }) =>
      `${side} ${at === "" ? "(whole)" : at}${status === undefined ? "" : ` of ${status}`}`,
  );
  const [before, after] = shownPair(change.before, change.after);
  const said = sentences.map(({ hash, text, review, change: how }) => `${review ?? how} ${hash}: ${text}`);
  const touched = impactWords(impactOf({ change, twins }));
  const what = lines([keyword === undefined ? kind : `${kind} [${keyword}]`, ...said]);
  const cells = [
    lines([...places, ...also.map((other) => `also ${other}`)]),
    `${what}<br><small>${html(id)}</small>`,
    lines([before]),
    lines([after]),
    lines(touched),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

const lines = (texts: readonly string[]): string =>
  texts.map((text) => `<code>${html(prose(text))}</code>`).join("<br>");

function list(heading: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return [`<h2>${heading}</h2>`, `<ul>${items.map((item) => `<li>${html(prose(item))}</li>`).join("")}</ul>`];
}
