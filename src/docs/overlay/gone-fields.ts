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
  /** Pointers to what defines a property that is there already, and to what adds one that is not. */
  readonly defines: readonly string[];
  readonly adds: readonly string[];
}

/** True for a definition, by its pointer into the update, of a property that the docs had. */
type WasThere = (pointer: string) => boolean;

/**
 * Leaves out of an update what is said about properties that its target, which lists its properties, does not have. What only
 * describes or narrows a property would make a ghost of one that is gone; what defines it adds it, unless the docs had it.
 */
export function fittingUpdate(
  target: Json | undefined,
  update: Json,
  wasThere: WasThere = () => false,
  at = "",
): FittingUpdate {
  if (!isObject(target) || !isObject(update)) return { update, gone: [], defines: [], adds: [] };
  const fit = (name: string, part: Json, here: string): FittingUpdate => {
    const { properties } = target;
    if (name === "properties" && isObject(properties) && isObject(part))
      return fittingProperties(properties, part, wasThere, here);
    return name === "required" && isObject(properties) && Array.isArray(part)
      ? fittingNames(target, update, part, wasThere, here)
      : fittingUpdate(target[name], part, wasThere, here);
  };
  return fittingParts(update, fit, at);
}

const fittingProperties = (
  properties: JsonObject,
  update: JsonObject,
  wasThere: WasThere,
  at: string,
): FittingUpdate =>
  fittingParts(
    update,
    (name, part, here) => {
      const [isThere, defines] = [Object.hasOwn(properties, name), isDefinition(part)];
      if (!isThere && (!defines || wasThere(here))) return { gone: [here], defines: [], adds: [] };
      const fitting = fittingUpdate(properties[name], part, wasThere, here);
      if (!defines) return fitting;
      return isThere
        ? { ...fitting, defines: [...fitting.defines, here] }
        : { ...fitting, adds: [...fitting.adds, here] };
    },
    at,
  );

/** An update of the parts that fit. */
function fittingParts(
  update: JsonObject,
  fit: (name: string, part: Json, here: string) => FittingUpdate,
  at: string,
): FittingUpdate {
  const kept: JsonObject = {};
  const [gone, defines, adds]: [string[], string[], string[]] = [[], [], []];
  for (const [name, part] of Object.entries(update)) {
    const fitting = fit(name, part, `${at}/${escapeToken(name)}`);
    gone.push(...fitting.gone);
    defines.push(...fitting.defines);
    adds.push(...fitting.adds);
    if (fitting.update !== undefined) kept[name] = fitting.update;
  }
  const isEmpty = gone.length > 0 && Object.keys(kept).length === 0;
  return { ...(isEmpty ? {} : { update: kept }), gone, defines, adds };
}

/** The names of required properties that are there, or that the same update adds. */
function fittingNames(
  target: JsonObject,
  { properties }: JsonObject,
  names: readonly Json[],
  wasThere: WasThere,
  at: string,
): FittingUpdate {
  const pointerOf = (name: string): string =>
    `${at.slice(0, at.lastIndexOf("/"))}/properties/${escapeToken(name)}`;
  const added = isObject(properties)
    ? Object.keys(properties).filter((name) => isDefinition(properties[name]) && !wasThere(pointerOf(name)))
    : [];
  const known = new Set([...Object.keys(isObject(target.properties) ? target.properties : {}), ...added]);
  const isKnown = (name: Json): boolean => typeof name !== "string" || known.has(name);
  const kept = names.filter(isKnown);
  const gone = names.flatMap((name, index) => (isKnown(name) ? [] : [`${at}/${index}`]));
  const isEmpty = kept.length === 0 && gone.length > 0;
  return { ...(isEmpty ? {} : { update: [...kept] }), gone, defines: [], adds: [] };
}

const isDefinition = (part: Json | undefined): boolean =>
  !isObject(part) || DEFINING.some((keyword) => Object.hasOwn(part, keyword));
