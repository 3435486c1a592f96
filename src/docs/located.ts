import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject } from "../core/json.ts";
import { CaptureError } from "./capture-error.ts";
import type { Refusal } from "./page/page-text.ts";

/** A file or an answer that holds a document, or schemas that one refers to. */
export interface SourceDocument {
  /** The document's name in messages. */
  readonly name: string;
  /** Path or URL, from which relative references lead on. */
  readonly path?: string;
  readonly root: JsonObject;
  /** True for OpenAPI 3.0; a file of schemas alone has the version of the document that refers to it. */
  readonly is30: boolean;
}

/** A value with its place, so that whatever is wrong with it can be named. */
export interface Located {
  readonly value: Json | undefined;
  readonly document: SourceDocument;
  /** JSON pointer into the document. */
  readonly at: string;
}

/** The value of a key or index below a place. */
export function below(location: Located, ...keys: readonly (string | number)[]): Located {
  return keys.reduce<Located>(({ value, document, at }, key) => {
    const next = Array.isArray(value) ? value[Number(key)] : memberOf(value, String(key));
    return { value: next, document, at: `${at}/${escapeToken(String(key))}` };
  }, location);
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The members of an object with their places; none where there is no object. */
export function membersOf(location: Located): [string, Located][] {
  if (location.value === undefined) return [];
  if (!isObject(location.value)) refuseAt(location, { wrong: "no object", expected: "an object" });
  return Object.keys(location.value).map((key) => [key, below(location, key)]);
}

/** The items of an array with their places; none where there is no array. */
export function itemsOf(location: Located): Located[] {
  if (location.value === undefined) return [];
  if (!Array.isArray(location.value)) refuseAt(location, { wrong: "no list", expected: "a list" });
  return location.value.map((_, index) => below(location, index));
}

/** A location in messages: its file and the pointer into it. */
export function locationText({ document, at }: Pick<Located, "document" | "at">): string {
  return `${document.name}#${at}`;
}

/** Throws the one message of a refusal, with the place. */
export function refuseAt(location: Located, refusal: Refusal): never {
  const { wrong, expected, todo = "correct it in a copy of the document, and capture that" } = refusal;
  throw new CaptureError(`${locationText(location)}: ${wrong}; expected ${expected}; ${todo}`);
}
