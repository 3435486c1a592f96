import { isDeepStrictEqual } from "node:util";
import { type JSONPathNode, jsonpath } from "json-p3";
import type { Json, JsonObject } from "../contract.ts";
import { CaptureError } from "./capture-error.ts";
import { mergeUpdate } from "./merge-update.ts";
import type { Action, Overlay } from "./read-overlay.ts";

type Container = Json[] | JsonObject;

/** An action of the overlay that does not fit the document it is applied to. */
export interface OverlayProblem {
  /** Counts from 1, as in messages. */
  readonly action: number;
  readonly target: string;
  /** The reason that the overlay gives for the action. */
  readonly description: string;
  readonly problem: "target-gone" | "changes-nothing";
}

/** The document with every action that fits, and the actions that do not. */
export interface Overlaid {
  readonly document: JsonObject;
  readonly problems: readonly OverlayProblem[];
}

/** Applies the actions in order to a copy of the document, and gathers those whose target is gone or that change nothing. */
export function tryOverlay(document: JsonObject, overlay: Overlay): Overlaid {
  const problems: OverlayProblem[] = [];
  let before = document;
  for (const action of overlay.actions) {
    const after = structuredClone(before);
    const nodes = select(after, action, overlay);
    // From the last node to the first, so that removing one item of an array does not move the next.
    for (const node of nodes.toReversed()) applyAt(after, node, action);
    if (nodes.length === 0) problems.push(told(action, "target-gone"));
    else if (isDeepStrictEqual(before, after)) problems.push(told(action, "changes-nothing"));
    else before = after;
  }
  return { document: before, problems };
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
    ({ action, target, problem }) => `action ${action} (target ${target}): ${WORDS[problem]}`,
  );
  const [first = ""] = lines;
  if (lines.length === 1) return first;
  return `${lines.length} actions do not fit what the source says: ${lines.map((line) => line.split(";")[0]).join("; ")}; correct or remove each`;
}

const WORDS = {
  "target-gone":
    "its target matches nothing; expected a place in the document; correct the target or remove the action",
  "changes-nothing": "it changes nothing; expected a difference from what the source says; remove the action",
};

function told({ number, target, description }: Action, problem: OverlayProblem["problem"]): OverlayProblem {
  return { action: number, target, description, problem };
}

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

function applyAt(document: JsonObject, node: JSONPathNode, action: Action): void {
  const key = node.location.at(-1);
  if (key === undefined && !action.remove) Object.assign(document, mergeUpdate(document, action.update));
  const parent = containerAt(document, node.location.slice(0, -1));
  if (key === undefined || parent === undefined) return;
  if (Array.isArray(parent)) {
    if (action.remove) parent.splice(Number(key), 1);
    else parent[Number(key)] = mergeUpdate(parent[Number(key)], action.update);
  } else {
    if (action.remove) delete parent[key];
    else parent[key] = mergeUpdate(parent[key], action.update);
  }
}

function containerAt(document: JsonObject, location: readonly (string | number)[]): Container | undefined {
  let value: Json | undefined = document;
  for (const key of location) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (typeof value === "object" && value !== null) value = value[key];
  }
  return typeof value === "object" && value !== null ? value : undefined;
}
