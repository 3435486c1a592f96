import type { Operation } from "./contract.ts";

type Responses = Operation["responses"];

/** A status of a document: one, a range such as `4XX`, or `default` for all that are not listed. */
export const STATUS = /^([1-5](\d\d|XX)|default)$/;

/** The entry of the docs that describes a status: its own, else its range, else `default`; undefined where there is none. */
export const statusEntry = (responses: Responses, status: number): string | undefined =>
  [String(status), `${Math.floor(status / 100)}XX`, "default"].find((entry) =>
    Object.hasOwn(responses, entry),
  );

/** The entries that describe statuses of a class, `4` for refusals: single ones and the range, in the docs' order. */
export const entriesOfClass = (responses: Responses, first: "2" | "3" | "4"): readonly string[] =>
  Object.keys(responses).filter((entry) => entry.startsWith(first));

/** True if the docs say how a request is refused: by a status, a range or `default`. */
export const hasRefusals = (responses: Responses): boolean =>
  entriesOfClass(responses, "4").length > 0 || Object.hasOwn(responses, "default");

/** True if the docs say how a request is answered that is accepted. */
export const hasSuccess = (responses: Responses): boolean =>
  ["2", "3"].some((first) => entriesOfClass(responses, first as "2" | "3").length > 0) ||
  Object.hasOwn(responses, "default");
