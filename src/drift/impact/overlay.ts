/** The actions of the overlay that a change touches. */
import { jsonpath } from "json-p3";
import type { Json, JsonObject } from "../../core/json.ts";
import { escapeToken, isObject } from "../../core/json.ts";
import type { OverlayProblem } from "../../docs/overlay/overlay.ts";
import type { Action, Overlay } from "../../docs/overlay/read-overlay.ts";
import type { Change, Impact } from "../change.ts";
import { type BodyPlace, type bodyRoots, isWithin, placesAt, placesOf } from "./places.ts";

/** An action with the locations of bodies that it writes to in the current contract. */
export interface PlacedAction {
  readonly action: Action;
  readonly places: readonly BodyPlace[];
  readonly problem?: OverlayProblem["problem"];
}

export function placeActions(
  overlay: Overlay,
  problems: readonly OverlayProblem[],
  standing: JsonObject,
  roots: ReturnType<typeof bodyRoots>,
): PlacedAction[] {
  return overlay.actions.map((action) => {
    const targets = jsonpath
      .query(action.target, standing)
      .nodes.map(({ location }) => location.map((key) => `/${escapeToken(String(key))}`).join(""));
    const pointers = targets.flatMap((target) => writtenBy(action.update, `#${target}`));
    const problem = problems.find((one) => one.action === action.number)?.problem;
    return {
      action,
      places: pointers.flatMap((pointer) => placesAt(pointer, roots)),
      ...(problem ? { problem } : {}),
    };
  });
}

/** The pointers at which an update writes, each cut to the schema that it changes. */
function writtenBy(update: Json, at: string): string[] {
  if (!isObject(update)) return [at];
  const entries = Object.entries(update);
  const below = entries.filter(
    ([key, value]) => isObject(value) && (HOLDERS.has(key) || HOLDERS.has(at.split("/").at(-1) ?? "")),
  );
  const own = entries.length > below.length ? [at] : [];
  return [...own, ...below.flatMap(([key, value]) => writtenBy(value, `${at}/${escapeToken(key)}`))];
}

/** Keywords with schemas below them. */
const HOLDERS = new Set(["properties", "items", "additionalProperties"]);

const NOTES = {
  "target-gone": "its target is gone: correct or remove it",
  "changes-nothing": "redundant now, the docs say it: remove it",
} as const;

/** The actions that write at the location of a change; one that no longer fits comes with what to do about it. */
export function touchedActions(change: Change, actions: readonly PlacedAction[]): Impact[] {
  if (change.kind === "path-changed")
    return actions
      .filter(
        ({ action, problem }) => problem === "target-gone" && action.target.includes(String(change.before)),
      )
      .map(({ action }) => told(action, "target-gone"));
  if (change.side === "operation") return [];
  return actions.flatMap(({ action, places, problem }): Impact[] => {
    const isTouched = placesOf(change).some((one) =>
      places.some(
        (place) =>
          place.side === one.side &&
          place.status === one.status &&
          (place.at === one.at || (change.kind === "property-removed" && isWithin(place.at, one.at))),
      ),
    );
    if (!isTouched || (change.kind === "example-changed" && problem === undefined)) return [];
    return [told(action, problem)];
  });
}

function told({ number, target }: Action, problem: OverlayProblem["problem"] | undefined): Impact {
  return {
    what: "overlay",
    name: `action ${number} (${target})`,
    ...(problem ? { note: NOTES[problem] } : {}),
  };
}
