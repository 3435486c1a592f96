import { equal, isObject, type Json, type JsonObject, withValueAt } from "../core/json.ts";
import { childPointer, type InstancePointer, WHOLE } from "./pointers.ts";

/** One change of a value: what stands at a pointer afterwards; nothing where there is no value. */
export interface Change {
  readonly at: InstancePointer;
  readonly value?: Json;
}

/** The changes that make one value of another; a list of another length is replaced as a whole. */
export function changesBetween(before: Json, after: Json, at = WHOLE): Change[] {
  if (equal(before, after)) return [];
  if (isObject(before) && isObject(after)) return changedMembers(before, after, at);
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item, index) =>
      changesBetween(item, after[index] as Json, childPointer(at, index)),
    );
  return [{ at, value: after }];
}

function changedMembers(before: JsonObject, after: JsonObject, at: InstancePointer): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): Change[] => {
    const below = childPointer(at, name);
    if (!Object.hasOwn(after, name)) return [{ at: below }];
    const value = after[name] as Json;
    return Object.hasOwn(before, name)
      ? changesBetween(before[name] as Json, value, below)
      : [{ at: below, value }];
  });
}

/** The value after the changes. @throws RangeError where there is nothing to change at a pointer */
export const withChanges = (value: Json, changes: readonly Change[]): Json =>
  changes.reduce((changed, change) => withValueAt(changed, change.at, change.value), value);
