import { typeOf } from "../../core/json.ts";
import type { Violation } from "../check.ts";
import type { ValueChange } from "./change.ts";
import { valueChange } from "./value-change.ts";

/** A cause in words, and its extent. */
export type Cause = Pick<Violation, "cause" | "spread">;

/** Locations from which on values that are lost are lost for one cause. */
const MANY = 4;

/** Every name is spelled in one way: the check of what is missing and that of what comes back tell it alike. */
export const renamedTo = (convention: string): Cause => ({
  cause: `renamed to ${convention}`,
  spread: { least: 2 },
});

/** Values of one type come as another one; null beside the type that is asked for says nothing of it. */
export function typeCause(asked: string | readonly string[], received: unknown): Cause {
  const types = [asked].flat().filter((type) => type !== "null");
  return { cause: `type ${plainType(typeOf(received))} for ${types.map(plainType).join(" or ") || "null"}` };
}

const plainType = (type: string): string => (type === "integer" ? "number" : type);

/** The cause of a change by the change itself and the type of what was sent. */
export function causeOf(
  { kind, cause = kind, isVague }: ValueChange,
  {
    asked,
    sent,
    received,
  }: { readonly asked: string | readonly string[]; readonly sent: unknown; readonly received: unknown },
): Cause {
  if (LOST.has(kind)) {
    const isEmpty = sent === "" || sent === 0 || sent === false || sent === null;
    if (isEmpty) return { cause: `${kind} ${sent === "" ? "empty text" : sent}` };
    return { cause: kind, spread: { least: MANY } };
  }
  const isOther = plainType(typeOf(sent)) !== plainType(typeOf(received));
  if (isOther && sent !== null && received !== null) return typeCause(asked, received);
  return {
    cause: `${cause} ${plainType(typeOf(sent))}`,
    ...(isVague === true || VAGUE.has(kind) ? {} : { spread: { least: 2 } }),
  };
}

/** The cause of another value than was promised or sent, where it is the only thing known. */
export const causeOfChange = (expected: unknown, received: unknown): Cause =>
  causeOf(valueChange(expected, received), { asked: typeOf(expected), sent: expected, received });

/** Changes to a value of the endpoint's choice. */
const LOST = new Set(["dropped", "defaulted"]);

/** Changes that have many causes. */
const VAGUE = new Set(["zeroed", "emptied", "inverted", "set to null", "reordered"]);
