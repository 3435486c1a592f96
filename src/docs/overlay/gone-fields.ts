/** The parts of an overlay's update that would bring back a field which the docs no longer have. */
import type { Json, JsonObject } from "../../core/json.ts";
import { escapeToken, isObject } from "../../core/json.ts";

/** Keywords by which a schema says what a value is: without one it only adds to what is there. */
const DEFINING = ["type", "$ref", "allOf", "anyOf", "oneOf", "const", "not"];

/** An update with what it may still change, and pointers into the update as it was to what it may not. */
export interface FittingUpdate {
  /** Absent where nothing is left. */
  readonly update?: Json;
  readonly gone: readonly string[];
}

/**
 * Leaves out of an update what is said about properties that its target, which lists its properties, does not have. What
 * defines a property adds it; what only describes or narrows one would make a ghost of a property that is gone.
 */
export function fittingUpdate(target: Json | undefined, update: Json, at = ""): FittingUpdate {
  if (!isObject(target) || !isObject(update)) return { update, gone: [] };
  const kept: JsonObject = {};
  const gone: string[] = [];
  for (const [name, part] of Object.entries(update)) {
    const here = `${at}/${escapeToken(name)}`;
    const fitting =
      name === "properties" && isObject(target.properties) && isObject(part)
        ? fittingProperties(target.properties, part, here)
        : name === "required" && isObject(target.properties) && Array.isArray(part)
          ? fittingNames(target, update, part, here)
          : fittingUpdate(target[name], part, here);
    gone.push(...fitting.gone);
    if (fitting.update !== undefined) kept[name] = fitting.update;
  }
  return gone.length > 0 && Object.keys(kept).length === 0 ? { gone } : { update: kept, gone };
}

function fittingProperties(properties: JsonObject, update: JsonObject, at: string): FittingUpdate {
  const kept: JsonObject = {};
  const gone: string[] = [];
  for (const [name, part] of Object.entries(update)) {
    const here = `${at}/${escapeToken(name)}`;
    if (!Object.hasOwn(properties, name) && !isDefinition(part)) gone.push(here);
    else {
      const fitting = fittingUpdate(properties[name], part, here);
      gone.push(...fitting.gone);
      if (fitting.update !== undefined) kept[name] = fitting.update;
    }
  }
  return gone.length > 0 && Object.keys(kept).length === 0 ? { gone } : { update: kept, gone };
}

/** The names of required properties that are there, or that the same update adds. */
function fittingNames(
  target: JsonObject,
  { properties }: JsonObject,
  names: readonly Json[],
  at: string,
): FittingUpdate {
  const added = isObject(properties)
    ? Object.keys(properties).filter((name) => isDefinition(properties[name]))
    : [];
  const known = new Set([...Object.keys(isObject(target.properties) ? target.properties : {}), ...added]);
  const isKnown = (name: Json): boolean => typeof name !== "string" || known.has(name);
  const kept = names.filter(isKnown);
  const gone = names.flatMap((name, index) => (isKnown(name) ? [] : [`${at}/${index}`]));
  return kept.length === 0 && gone.length > 0 ? { gone } : { update: [...kept], gone };
}

const isDefinition = (part: Json | undefined): boolean =>
  !isObject(part) || DEFINING.some((keyword) => Object.hasOwn(part, keyword));
