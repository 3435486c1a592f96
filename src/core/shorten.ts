import { isObject, type Json, type JsonObject, setOwn } from "./json.ts";

/** Characters that a value is given at least, however little room there is. */
const LEAST = 32;

/** Characters of a number, with what stands beside it. */
const MOST_DIGITS = 26;

/** A value with a form of its own in JSON, which stays as it is. */
const isWritten = (value: object): boolean => "toJSON" in value && typeof value.toJSON === "function";

/**
 * The value itself where its JSON has at most about so many characters; else a copy whose long texts, lists and objects end
 * early, each with a note of its true length.
 */
export function shortened<T>(value: T, most: number): T | Json {
  return fits(value, most) ? value : shorter(value as Json, most).value;
}

/** At most so many characters of a text, and how many it has where that is more. */
export const shortenedText = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${detached(text.slice(0, most)).replace(/[\ud800-\udbff]$/, "")}… (${text.length} characters)`;

/** A copy of a text: the part of a longer one keeps that one in memory. */
export const detached = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");

/** True if the JSON of a value has at most about so many characters; looks no further than that. */
const fits = (value: unknown, most: number): boolean => roomBeside(value, most) >= 0;

/** The characters that are left of `room` beside the JSON of a value; below zero where it is longer. */
function roomBeside(value: unknown, room: number): number {
  let left = room - lengthAlone(value);
  if (typeof value !== "object" || value === null || isWritten(value)) return left;
  const isList = Array.isArray(value);
  for (const name in value) {
    if (left < 0) return left;
    left = roomBeside((value as JsonObject)[name], isList ? left : left - name.length - 3);
  }
  return left;
}

/** Characters of the JSON of a value without what it holds. */
const lengthAlone = (value: unknown): number =>
  typeof value === "string" ? value.length + 2 : typeof value === "number" ? MOST_DIGITS : 4;

/** A value, and how many characters its JSON has. */
interface Sized {
  readonly value: Json;
  readonly size: number;
}

const sized = (value: Json): Sized => ({ value, size: JSON.stringify(value)?.length ?? 0 });

function shorter(value: Json, room: number): Sized {
  if (typeof value === "string") return sized(shortenedText(value, Math.max(LEAST, room)));
  if (typeof value !== "object" || value === null || isWritten(value)) return sized(value);
  return isObject(value) ? shorterObject(value, room) : shorterList(value, room);
}

function shorterObject(object: JsonObject, room: number): Sized {
  const copy: JsonObject = {};
  const names = Object.keys(object);
  let left = room;
  let size = EMPTY;
  for (const [index, name] of names.entries()) {
    if (left < LEAST) {
      const note = `${names.length - index} more of ${names.length} members`;
      setOwn(copy, "…", note);
      size += note.length + 7;
      break;
    }
    const kept = shortenedText(name, LEAST * 8);
    const member = shorter(object[name] ?? null, shareOf(left));
    setOwn(copy, kept, member.value);
    left -= kept.length + member.size + 1;
    size += sized(kept).size + member.size + 2;
  }
  return { value: copy, size: withoutLastComma(size) };
}

function shorterList(list: Json[], room: number): Sized {
  const copy: Json[] = [];
  let left = room;
  let size = EMPTY;
  for (const [index, item] of list.entries()) {
    if (left < LEAST) {
      const note = `… ${list.length - index} more of ${list.length} items`;
      copy.push(note);
      size += note.length + 3;
      break;
    }
    const kept = shorter(item, shareOf(left));
    copy.push(kept.value);
    left -= kept.size + 1;
    size += kept.size + 1;
  }
  return { value: copy, size: withoutLastComma(size) };
}

/** Characters of an empty object or list. */
const EMPTY = 2;

/** The size of an object or list of which each member was counted with a comma behind it. */
const withoutLastComma = (size: number): number => (size > EMPTY ? size - 1 : size);

/** Half of what is left, so that what follows a long value is seen as well. */
const shareOf = (left: number): number => Math.floor(left / 2);
