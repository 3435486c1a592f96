import { answeredId } from "./answer-shapes.ts";
import { type KnownOperation, propertiesOf } from "./known-operation.ts";
import { bodyOf } from "./request-parts.ts";
import { tagName } from "./tag-name.ts";

/** The part of its fields that a second way of making the same thing shares with the first, at least. */
const LEAST_SHARED = 0.5;

/** The path above an operation's last segment, where that is a word; undefined where it is an id, or the only segment. */
export const pathAbove = (path: string): string | undefined => /^(\/.+)\/[^/{}]+\/?$/.exec(path)?.[1];

/**
 * True if an operation makes what a creation makes, or finds it: it stands below the creation's path, most of what it sends the
 * creation is sent too, and its answer has the id in the same place, and a text for the run's tag, without which nothing would
 * tell what it has made from what it has found.
 */
export function isUpsertOf(own: KnownOperation, creation: KnownOperation): boolean {
  const id = answeredId(creation);
  if (own.method !== "post" || pathAbove(own.path) !== creation.path.replace(/\/$/, "")) return false;
  if (id === undefined || answeredId(own) !== id || tagName(own) === undefined) return false;
  const sent = Object.keys(propertiesOf(bodyOf(own), own.document));
  const known = propertiesOf(bodyOf(creation), creation.document);
  return sent.filter((name) => Object.hasOwn(known, name)).length >= sent.length * LEAST_SHARED;
}
