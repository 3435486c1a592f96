/** The actions of the overlay that a change touches. */
import { jsonpath } from "json-p3";
import { escapeToken, inWords, isObject, type Json, type JsonObject } from "../../core/json.ts";
import type { OverlayProblem } from "../../docs/overlay/overlay.ts";
import type { Action, Overlay } from "../../docs/overlay/read-overlay.ts";
import type { FoundChange, Impact } from "../change.ts";
import { type BodyLocation, type bodyRoots, isWithin, locationsAt, locationsOf } from "./body-locations.ts";

/** An action with the locations of bodies that it writes to in the current contract. */
export interface LocatedAction {
  readonly action: Action;
  readonly locations: readonly BodyLocation[];
  readonly problem?: OverlayProblem["problem"];
}

export function locateActions(
  overlay: Overlay,
  problems: readonly OverlayProblem[],
  current: JsonObject,
  roots: ReturnType<typeof bodyRoots>,
): LocatedAction[] {
  return overlay.actions.map((action) => {
    const targets = jsonpath
      .query(action.target, current)
      .nodes.map(({ location }) => location.map((key) => `/${escapeToken(String(key))}`).join(""));
    const pointers = targets.flatMap((target) => writtenBy(action.update, `#${target}`));
    const problem = problems.find((candidate) => candidate.action === action.number)?.problem;
    return {
      action,
      locations: pointers.flatMap((pointer) => locationsAt(pointer, roots)),
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
  "target-moved": "the operation has another path or method now: correct its target",
  "field-gone": "speaks of a field that the docs have no more: take that out of it",
  "changes-nothing": "redundant now, the docs say it: remove it",
} as const;

/** The actions that write at the location of a change; one that no longer fits comes with what to do about it. */
export function touchedActions(change: FoundChange, actions: readonly LocatedAction[]): Impact[] {
  if (change.kind === "path-changed")
    return actions
      .filter(
        ({ action, problem }) =>
          (problem === "target-gone" || problem === "target-moved") &&
          action.target.includes(inWords(change.before)),
      )
      .map(({ action, problem }) => actionImpact(action, problem));
  if (change.side === "operation") return [];
  return actions.flatMap(({ action, locations, problem }): Impact[] => {
    const isTouched = locationsOf(change).some((touched) =>
      locations.some(
        (location) =>
          location.side === touched.side &&
          location.status === touched.status &&
          (location.at === touched.at ||
            (change.kind === "property-removed" && isWithin(location.at, touched.at))),
      ),
    );
    if (!isTouched || (change.kind === "example-changed" && problem === undefined)) return [];
    return [actionImpact(action, problem)];
  });
}

function actionImpact({ number, target }: Action, problem: OverlayProblem["problem"] | undefined): Impact {
  return {
    what: "overlay",
    name: `action ${number} (${target})`,
    ...(problem ? { note: NOTES[problem] } : {}),
  };
}
