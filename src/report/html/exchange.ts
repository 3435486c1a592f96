import type { VNode } from "preact";
import { cut } from "../../core/output/sinks.ts";
import type { ReportedFinding } from "../report.ts";
import { copyable, el } from "./element.ts";

/** Characters of a body, of a header's value and of a line to copy, at most: all of it stands in report.json. */
const MOST_OF_BODY = 4000;
const MOST_OF_HEADER = 400;
export const MOST_OF_CURL = 6000;

/** The request of a finding and what was answered, and the line that sends it again. */
export function exchange(finding: ReportedFinding, room: Room): VNode {
  const { request, response, curl } = finding;
  if (room.isSpent)
    return el("p", { class: "label" }, `Answered ${response.status}. The exchange stands in report.json.`);
  const address = `${request.method} ${request.path}`;
  return el(
    "div",
    null,
    el(
      "details",
      null,
      el("summary", null, `The exchange: ${cut(address, MOST_OF_HEADER)}, answered ${response.status}`),
      el(
        "div",
        { class: "pair" },
        message("Request", address, request.headers, request.body, room),
        message("Answer", String(response.status), response.headers, response.body, room),
      ),
    ),
    room.takes(curl, MOST_OF_CURL)
      ? copyable("curl", curl)
      : el("p", { class: "label" }, "The curl line is long: it stands in report.json."),
  );
}

/** Characters that the exchanges of a page may take, so that it stays small. */
export class Room {
  #left: number;

  constructor(characters: number) {
    this.#left = characters;
  }

  /** True where not even the beginning of an exchange has room. */
  get isSpent(): boolean {
    return this.#left < LEAST;
  }

  /** True where a text is no longer than `most` and there is room for it, which it then takes. */
  takes(text: string, most: number): boolean {
    const length = writtenLength(text);
    if (text.length > most || length > this.#left) return false;
    this.#left -= length;
    return true;
  }

  /** As much of a text as there is room for, and no more than `most`. */
  part(text: string, most: number): string {
    const kept = cut(text, Math.max(LEAST, Math.min(most, this.#left)));
    this.#left -= writtenLength(kept);
    return kept;
  }
}

/** Characters of the beginning of an exchange. */
const LEAST = 80;

/** Characters of a text as a page writes it, with its quotes escaped. */
const writtenLength = (text: string): number => text.length + 5 * (text.split('"').length - 1);

function message(name: string, first: string, headers: object, body: unknown, room: Room): VNode {
  const lines = Object.entries(headers).map(
    ([key, value]) => `${key}: ${cut(String(value), MOST_OF_HEADER)}`,
  );
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body, undefined, 2);
  const kept = room.part(text, MOST_OF_BODY);
  return el(
    "div",
    null,
    el(
      "span",
      { class: "label" },
      kept === text ? name : `${name}, its beginning; all of it is in report.json`,
    ),
    el(
      "pre",
      { tabIndex: 0, "aria-label": name },
      [cut(first, MOST_OF_HEADER), ...lines, "", kept].join("\n"),
    ),
  );
}
