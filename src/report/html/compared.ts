import type { VNode } from "preact";
import { cut } from "../../core/output/sinks.ts";
import { shownValue } from "../finding-text.ts";
import type { NearestBody } from "../working-bodies.ts";
import { type Child, el, table } from "./element.ts";
import type { Room } from "./exchange.ts";

/** Characters of a value before the point where two part, and after it; and where the page has no room left. */
const MOST = 2000;
const LITTLE = 100;

/** The expected and the received value, side by side, each from where they part marked. */
export function compared(expected: unknown, received: unknown, room: Room): VNode {
  const [one, other] = [shownValue(expected), shownValue(received)];
  const at = partingOf(one, other);
  const most = room.takes(`${cut(one, 2 * MOST)}${cut(other, 2 * MOST)}`, 4 * MOST) ? MOST : LITTLE;
  return el("div", { class: "pair" }, side("Expected", one, at, most), side("Received", other, at, most));
}

function partingOf(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.slice(0, at).join("").length;
}

const side = (label: string, text: string, at: number, most: number): VNode =>
  el(
    "div",
    null,
    el("span", { class: "label" }, label),
    el(
      "pre",
      { tabIndex: 0, "aria-label": label },
      ...pointed(cut(text.slice(0, at), most)),
      el("mark", null, ...pointed(cut(text.slice(at), most))),
    ),
  );

/** Characters that cannot be seen, each as its code point; a text holds at most so many of them one by one. */
const UNSEEN = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u00a0])/u;
const MOST_POINTED = 200;

function pointed(text: string): Child[] {
  const parts = text.split(UNSEEN);
  if (parts.length > MOST_POINTED) return [text];
  return parts.map((part, index) =>
    index % 2 === 0
      ? part
      : el(
          "span",
          { class: "point" },
          `U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
        ),
  );
}

/** Characters of one value of a body, at most. */
const MOST_OF_PART = 300;

/** The nearest body that works beside the one that does not, where they differ; nothing where the page has no room left. */
export function nearest({ case: id, changes }: NearestBody, room: Room): VNode | null {
  const values = changes.flatMap(({ works, fails }) => [works, fails]);
  const text = values.map((value) => cut(shownValue(value), MOST_OF_PART)).join("");
  if (!room.takes(text, text.length)) return null;
  const title = `Against the nearest body that works (${id})`;
  if (changes.length === 0) return el("p", null, `${title}: it is the same body.`);
  const value = (shown: unknown): Child =>
    shown === undefined
      ? el("span", { class: "label" }, "not there")
      : el("code", null, cut(shownValue(shown), MOST_OF_PART));
  const rows = changes.map(({ at, works, fails }) =>
    el(
      "tr",
      null,
      el("th", { scope: "row" }, el("code", null, at || "the body")),
      el("td", null, value(works)),
      el("td", null, value(fails)),
    ),
  );
  return el("div", null, el("h3", null, title), table(title, ["place", "works", "this one"], rows));
}
