import { childPointer, type InstancePointer, parentPointer } from "../../contract/pointers.ts";
import { equal, isObject, tokensOf, valueAt } from "../../core/json.ts";
import { bareName, convention, isSameName } from "./convention.ts";

/** The sent and the received object, and what the docs say of a location. */
export interface Exchanged {
  readonly sent: object;
  readonly received: object;
  /** The documented default of a property that was not sent. */
  readonly defaultAt: (pointer: InstancePointer) => unknown;
  readonly isDocumented: (pointer: InstancePointer) => boolean;
}

/** A value that came back in another field: each in the other's, or one under another name. */
export interface Move {
  readonly kind: "swapped with" | "renamed to";
  readonly other: InstancePointer;
  /** The way in which the other name is spelled, where it is the same name: `snake_case`. */
  readonly convention?: string | undefined;
  /** True if another value came back there than was sent. */
  readonly isChanged?: boolean;
}

/** Number of fields of an object, at most, in which a field may have come back. */
const MOST_BESIDE = 500;

/**
 * The neighbouring field whose value came back here, and which got this one's; or the one, not sent, in which this one came
 * back while nothing did here.
 */
export function moveOf(at: InstancePointer, exchanged: Exchanged): Move | undefined {
  const { sent, received } = exchanged;
  const parent = parentPointer(at);
  const names = new Set(
    [valueAt(sent, parent), valueAt(received, parent)].flatMap((neighbour) =>
      isObject(neighbour) ? Object.keys(neighbour).slice(0, MOST_BESIDE) : [],
    ),
  );
  const others = [...names].map((name) => childPointer(parent, name)).filter((other) => other !== at);
  const spelled = others.find((other) => isSpelledOtherwise(at, other, exchanged));
  if (spelled !== undefined)
    return {
      kind: "renamed to",
      other: spelled,
      convention: conventionOf(at, spelled),
      isChanged: !equal(valueAt(sent, at), valueAt(received, spelled)),
    };
  for (const other of others) {
    if (!isMoved(at, other, exchanged)) continue;
    const isSwap = valueAt(sent, other) !== undefined || valueAt(received, at) !== undefined;
    if (isSwap) return { kind: "swapped with", other };
    if (isRename(at, other, exchanged)) return { kind: "renamed to", other };
  }
  return undefined;
}

/** True for a field that did not come back, beside one that was not sent and is called the same but for case and hyphens. */
function isSpelledOtherwise(
  at: InstancePointer,
  other: InstancePointer,
  { sent, received, isDocumented }: Exchanged,
): boolean {
  if (valueAt(received, at) !== undefined || valueAt(sent, other) !== undefined) return false;
  return (
    valueAt(received, other) !== undefined && !isDocumented(other) && isSameName(nameOf(at), nameOf(other))
  );
}

const nameOf = (pointer: InstancePointer): string => tokensOf(pointer).at(-1) ?? "";

const conventionOf = (at: InstancePointer, other: InstancePointer): string | undefined =>
  convention(nameOf(at), nameOf(other));

/** True if each of two fields holds what the other should; one that was not sent should hold its default or nothing. */
function isMoved(
  at: InstancePointer,
  other: InstancePointer,
  { sent, received, defaultAt }: Exchanged,
): boolean {
  const values = (pointer: InstancePointer): readonly unknown[] => {
    const own = valueAt(sent, pointer);
    return own === undefined ? [defaultAt(pointer), undefined] : [own];
  };
  const holds = (pointer: InstancePointer, one: InstancePointer): boolean =>
    values(one).some((value) => equal(value, valueAt(received, pointer)));
  return !holds(other, other) && holds(at, other) && holds(other, at);
}

/** A field that the docs do not name may hold a common value by chance, unless it is called alike. */
function isRename(at: InstancePointer, other: InstancePointer, exchanged: Exchanged): boolean {
  return exchanged.isDocumented(other) || isTelling(valueAt(exchanged.sent, at)) || isAlike(at, other);
}

/** True for a value that hardly comes back twice by chance. */
const isTelling = (value: unknown): boolean =>
  typeof value === "string"
    ? value.length > 3
    : typeof value === "number"
      ? Math.abs(value) > 100 || !Number.isInteger(value)
      : isObject(value) && Object.keys(value).length > 0;

function isAlike(at: InstancePointer, other: InstancePointer): boolean {
  const [one = "", two = ""] = [at, other].map((pointer) => bareName(nameOf(pointer)));
  return one !== "" && two !== "" && (one.includes(two) || two.includes(one));
}
