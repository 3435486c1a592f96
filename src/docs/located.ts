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
export function below(place: Located, ...keys: readonly (string | number)[]): Located {
  return keys.reduce<Located>(({ value, document, at }, key) => {
    const next = Array.isArray(value) ? value[Number(key)] : memberOf(value, String(key));
    return { value: next, document, at: `${at}/${escapeToken(String(key))}` };
  }, place);
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The members of an object with their places; none where there is no object. */
export function membersOf(place: Located): [string, Located][] {
  if (place.value === undefined) return [];
  if (!isObject(place.value)) refuseAt(place, { wrong: "no object", expected: "an object" });
  return Object.keys(place.value).map((key) => [key, below(place, key)]);
}

/** The items of an array with their places; none where there is no array. */
export function itemsOf(place: Located): Located[] {
  if (place.value === undefined) return [];
  if (!Array.isArray(place.value)) refuseAt(place, { wrong: "no list", expected: "a list" });
  return place.value.map((_, index) => below(place, index));
}

/** A location in messages: its file and the pointer into it. */
export function placeName({ document, at }: Pick<Located, "document" | "at">): string {
  return `${document.name}#${at}`;
}

/** Throws the one message of a refusal, with the place. */
export function refuseAt(place: Located, refusal: Refusal): never {
  const { wrong, expected, todo = "correct it in a copy of the document, and capture that" } = refusal;
  throw new CaptureError(`${placeName(place)}: ${wrong}; expected ${expected}; ${todo}`);
}
