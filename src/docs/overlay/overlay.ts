import { isDeepStrictEqual } from "node:util";
import { type JSONPathNode, jsonpath } from "json-p3";
import type { Json, JsonObject } from "../../core/json.ts";
import { CaptureError } from "../capture-error.ts";
import { fittingUpdate } from "./gone-fields.ts";
import { mergeUpdate } from "./merge-update.ts";
import { movedTarget } from "./moved-target.ts";
import type { Action, Overlay } from "./read-overlay.ts";

type Container = Json[] | JsonObject;

/** An action of the overlay that does not fit the document it is applied to. */
export interface OverlayProblem {
  /** Counts from 1, as in messages. */
  readonly action: number;
  readonly target: string;
  /** The reason that the overlay gives for the action. */
  readonly description: string;
  readonly problem: "target-gone" | "target-moved" | "changes-nothing" | "field-gone";
  /** The target at the operation's new path or method, at which the action is applied; absent for other problems. */
  readonly moved?: string;
  /** Pointers into the update to what speaks of fields that the docs no longer have; empty for other problems. */
  readonly gone: readonly string[];
}

/** The document with every action that fits, and the actions that do not. */
export interface Overlaid {
  readonly document: JsonObject;
  readonly problems: readonly OverlayProblem[];
}

/** Applies the actions in order to a copy of the document, and gathers those whose target is gone or that change nothing. */
export function tryOverlay(document: JsonObject, overlay: Overlay): Overlaid {
  const made = structuredClone(document);
  const problems = overlay.actions.flatMap((action): OverlayProblem[] => {
    const { number, target, description } = action;
    const found = select(made, action, overlay);
    const moved = found.length === 0 ? movedTarget(target, made) : undefined;
    const nodes = moved === undefined ? found : select(made, { ...action, target: moved }, overlay);
    // From the last node to the first, so that removing one item of an array does not move the next.
    const applied = nodes.reverse().map((node) => applyAt(made, node, action));
    const gone = [...new Set(applied.flatMap((one) => one.gone))];
    const isMoved = moved !== undefined && nodes.length > 0;
    const problem = isMoved ? "target-moved" : problemOf(applied, gone);
    if (problem === undefined) return [];
    return [{ action: number, target, description, problem, gone, ...(isMoved ? { moved } : {}) }];
  });
  return { document: made, problems };
}

function problemOf(
  applied: readonly Applied[],
  gone: readonly string[],
): OverlayProblem["problem"] | undefined {
  if (applied.length === 0) return "target-gone";
  if (gone.length > 0) return "field-gone";
  return applied.some(({ isChange }) => isChange) ? undefined : "changes-nothing";
}

/**
 * Applies the actions in order to a copy of the document (OpenAPI Overlay Specification 1.0.0); actions whose target
 * matches nothing, or that change nothing, are one error that names them all.
 */
export function applyOverlay(document: JsonObject, overlay: Overlay): JsonObject {
  const { document: made, problems } = tryOverlay(document, overlay);
  if (problems.length > 0) throw new CaptureError(`${overlay.name}: ${explainProblems(problems)}`);
  return made;
}

/** One line that names every action which does not fit, and says what to do. */
export function explainProblems(problems: readonly OverlayProblem[]): string {
  const lines = problems.map(
    ({ action, target, problem, gone }) =>
      `action ${action} (target ${target}): ${gone.length > 0 ? `${gone.join(", ")}: ` : ""}${WORDS[problem]}`,
  );
  const [first = ""] = lines;
  if (lines.length === 1) return first;
  return `${lines.length} actions do not fit what the source says: ${lines.map((line) => line.split(";")[0]).join("; ")}; correct or remove each`;
}

const WORDS = {
  "target-gone":
    "its target matches nothing; expected a place in the document; correct the target or remove the action",
  "changes-nothing": "it changes nothing; expected a difference from what the source says; remove the action",
  "target-moved":
    "its target has another path or method now; expected the one that the source says; correct the target",
  "field-gone":
    "the docs have no such field any more, and this would bring it back; expected a field that is there, or its type; remove it from the update",
};

function select(document: JsonObject, action: Action, overlay: Overlay): JSONPathNode[] {
  try {
    return jsonpath.query(action.target, document).nodes;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CaptureError(
      `${overlay.name}: action ${action.number} (target ${action.target}): its target is no JSONPath (RFC 9535): ${reason}; correct the target`,
    );
  }
}

/** The result of an action at one place: a difference, and what is left out of its update. */
interface Applied {
  readonly isChange: boolean;
  readonly gone: readonly string[];
}

const UNCHANGED: Applied = { isChange: false, gone: [] };

function applyAt(document: JsonObject, node: JSONPathNode, action: Action): Applied {
  const key = node.location.at(-1);
  if (key === undefined) return { isChange: applyToRoot(document, action), gone: [] };
  const parent = containerAt(document, node.location.slice(0, -1));
  if (parent === undefined) return UNCHANGED;
  const [holder, name] = [
    parent as { [key: string | number]: Json },
    Array.isArray(parent) ? Number(key) : key,
  ];
  if (action.remove) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
    return { isChange: true, gone: [] };
  }
  const { update, gone } = fittingUpdate(holder[name], action.update);
  if (update === undefined) return { isChange: false, gone };
  const merged = mergeUpdate(holder[name], update);
  const isChange = !isDeepStrictEqual(holder[name], merged);
  holder[name] = merged;
  return { isChange, gone };
}

function applyToRoot(document: JsonObject, { update, remove }: Action): boolean {
  if (remove) return false;
  const merged = mergeUpdate(document, update);
  const isChange = !isDeepStrictEqual(document, merged);
  Object.assign(document, merged);
  return isChange;
}

function containerAt(document: JsonObject, location: readonly (string | number)[]): Container | undefined {
  let value: Json | undefined = document;
  for (const key of location) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (typeof value === "object" && value !== null) value = value[key];
  }
  return typeof value === "object" && value !== null ? value : undefined;
}
