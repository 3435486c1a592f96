import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";

/**
 * Merges an overlay's update into a target as the Overlay Specification 1.0.0 (section 4.4.3) has it: objects member by
 * member, an array gets what is new appended, anything else is replaced. Neither argument is changed.
 */
export function mergeUpdate(target: Json | undefined, update: Json): Json {
  if (isObject(target) && isObject(update)) {
    const merged = new Map(Object.entries(target));
    for (const [name, value] of Object.entries(update))
      merged.set(name, mergeUpdate(merged.get(name), value));
    return Object.fromEntries(merged);
  }
  if (Array.isArray(target)) return append(target, update);
  return structuredClone(update);
}

// What the array holds already is not appended again: such an update is stale and must count as no change.
function append(target: readonly Json[], update: Json): Json[] {
  const items = Array.isArray(update) ? update : [update];
  const isNew = (item: Json) => !target.some((old) => isDeepStrictEqual(old, item));
  return [...target, ...structuredClone(items.filter(isNew))];
}
