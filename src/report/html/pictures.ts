import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { cut, line } from "../../core/output/sinks.ts";
import type { PairMap } from "../../coverage/level-coverage.ts";
import type { FieldReport, SentCount } from "../field-records.ts";
import type { TimelineReport } from "../timeline.ts";

/** Colours by the page's style, so that they are right in the light and in the dark. */
const NONE = "var(--p0)";
const LITTLE = "var(--p1)";
const MOST = "var(--p2)";
const ALL = "var(--p3)";
const BAD = "var(--bad)";
const INFO = "var(--info)";

const LABEL = 210;
const MOST_OF_NAME = 34;

/** A name that fits beside a picture: its end tells fields apart. */
function name(field: string): string {
  const text = line(field);
  return text.length > MOST_OF_NAME ? `…${text.slice(1 - MOST_OF_NAME)}` : text;
}

/** The name of a mark, on an element that may have none (WAI-ARIA 1.2, prohibited naming). */
const GROUP_LABEL = /(<g(?: [a-z-]+="[^"]*")*?) aria-label="[^"]*"/g;

/** A picture as SVG, without styles of its own, which the page's policy would not allow. */
function drawn(label: string, options: Plot.PlotOptions): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = Plot.plot({
    ...options,
    document,
    ariaLabel: label,
  } as Plot.PlotOptions) as unknown as {
    readonly outerHTML: string;
    setAttribute(key: string, value: string): void;
  };
  svg.setAttribute("role", "img");
  return svg.outerHTML
    .replace(/<style>[^<]*<\/style>/g, "")
    .replace(/ style="[^"]*"/g, "")
    .replace(GROUP_LABEL, "$1");
}

/** Fields in one picture, at most: the next ones stand beside them. */
const MOST_ROWS = 30;
const SQUARE = 20;

/** Fields by their values: one square each, by what was sent there and came back. */
export function valuesPictures(fields: readonly FieldReport[]): string[] {
  const shown = fields.filter(({ values }) => values.length > 0);
  const count = Math.ceil(shown.length / MOST_ROWS);
  const rows = Math.ceil(shown.length / Math.max(1, count));
  return Array.from({ length: count }, (_, part) =>
    valuesPicture(shown.slice(part * rows, (part + 1) * rows), `Values by field, ${part + 1} of ${count}`),
  );
}

function valuesPicture(fields: readonly FieldReport[], label: string): string {
  const cells = fields.flatMap(({ name: field, values }, row) =>
    values.map((value, column) => ({
      row: String(row),
      column,
      fill: toneOf(value),
      title: titleOf(field, value),
    })),
  );
  const columns = Math.max(...cells.map(({ column }) => column)) + 1;
  return drawn(label, {
    width: LABEL + columns * SQUARE + 10,
    height: fields.length * SQUARE + 10,
    marginLeft: LABEL,
    marginTop: 5,
    marginBottom: 5,
    marginRight: 5,
    x: {
      axis: null,
      domain: Array.from({ length: columns }, (_, column) => column),
      padding: 0.12,
      type: "band",
    },
    y: {
      domain: fields.map((_, row) => String(row)),
      label: null,
      tickSize: 0,
      padding: 0.12,
      tickFormat: (row: string) => name(fields[Number(row)]?.name ?? ""),
    },
    marks: [Plot.cell(cells, { x: "column", y: "row", fill: "fill", title: "title", rx: 2 })],
    color: { type: "identity" },
  });
}

const toneOf = ({ accepted, refused }: SentCount): string =>
  accepted > 0 ? (refused > 0 ? MOST : ALL) : refused > 0 ? BAD : NONE;

const titleOf = (field: string, { label, accepted, refused }: SentCount): string =>
  line(`${field}: ${cut(label, 60)}, ${accepted} accepted, ${refused} refused`);

/** Every two fields: one square each, by how many of their pairs of values were sent. */
export function pairsPicture({ fields, covered, total }: PairMap): string | undefined {
  const cells = fields.flatMap((field, row) =>
    (total[row] ?? []).flatMap((all, column) => {
      const count = covered[row]?.[column] ?? 0;
      const title = `${name(field)} × ${name(fields[column] ?? "")}: ${count} of ${all}`;
      return all === 0
        ? []
        : [{ row: String(row), column: String(column), fill: shareOf(count, all), title }];
    }),
  );
  if (cells.length === 0) return undefined;
  const names = (index: string): string => name(fields[Number(index)] ?? "");
  const indexes = fields.map((_, index) => String(index));
  const side = 13;
  return drawn("Pairs of values by field", {
    width: LABEL + fields.length * side + 10,
    height: LABEL + fields.length * side + 10,
    marginLeft: LABEL,
    marginBottom: LABEL,
    marginTop: 5,
    marginRight: 5,
    x: { domain: indexes, label: null, tickSize: 0, tickRotate: -90, tickFormat: names, padding: 0.1 },
    y: { domain: indexes, label: null, tickSize: 0, tickFormat: names, padding: 0.1 },
    // One mark a tone, so that its colour stands there once.
    marks: [NONE, LITTLE, MOST, ALL].flatMap((fill) => {
      const own = cells.filter((cell) => cell.fill === fill);
      return own.length === 0 ? [] : [Plot.cell(own, { x: "column", y: "row", fill, title: "title" })];
    }),
    color: { type: "identity" },
  });
}

const shareOf = (count: number, all: number): string =>
  count === 0 ? NONE : count === all ? ALL : count * 2 < all ? LITTLE : MOST;

const OUTCOMES = [
  ["accepted", ALL],
  ["refused", MOST],
  ["crashed", BAD],
  ["unanswered", LITTLE],
  ["repeated", INFO],
] as const;

/** Requests over time by their outcome, and what the account had left, where answers said so. */
export function timelinePicture({ everyMs, stretches }: TimelineReport): string | undefined {
  const bars = stretches.flatMap((stretch, index) =>
    OUTCOMES.flatMap(([outcome, fill]) =>
      stretch[outcome] === 0
        ? []
        : [
            {
              x1: (index * everyMs) / 1000,
              x2: ((index + 1) * everyMs) / 1000,
              y: stretch[outcome],
              fill,
              title: `${stretch[outcome]} ${outcome}`,
            },
          ],
    ),
  );
  if (bars.length === 0) return undefined;
  const left = stretches.flatMap(({ remaining }, index) =>
    remaining === undefined ? [] : [{ x: ((index + 0.5) * everyMs) / 1000, y: remaining }],
  );
  return drawn("Requests over time", {
    width: 1160,
    height: 260,
    marginLeft: 50,
    x: { label: "seconds", domain: [0, (stretches.length * everyMs) / 1000] },
    y: { label: "requests", grid: true },
    marks: [
      Plot.rectY(bars, { x1: "x1", x2: "x2", y: "y", fill: "fill", title: "title" }),
      ...(left.length > 0
        ? [Plot.line(left, { x: "x", y: "y", stroke: "currentColor", strokeDasharray: "4 3" })]
        : []),
      Plot.ruleY([0]),
    ],
    color: { type: "identity" },
  });
}
