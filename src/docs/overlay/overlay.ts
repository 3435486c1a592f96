import { createHash } from "node:crypto";
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
  /** Definitions of fields that the document has itself, and of such as it had before, which are left out; by `definitionKey`. */
  readonly defined: readonly string[];
  readonly leftOut: readonly string[];
}

/**
 * Applies the actions in order to a copy of the document, and gathers those whose target is gone or that change nothing.
 * @param before definitions of fields that the docs had: what they define is not added where it is gone
 */
export function tryOverlay(document: JsonObject, overlay: Overlay, before?: ReadonlySet<string>): Overlaid {
  const made = structuredClone(document);
  const [defined, leftOut]: [string[], string[]] = [[], []];
  const problems = overlay.actions.flatMap((action): OverlayProblem[] => {
    const { number, target, description } = action;
    const found = select(made, action, overlay);
    const moved = found.length === 0 ? movedTarget(target, made) : undefined;
    const nodes = moved === undefined ? found : select(made, { ...action, target: moved }, overlay);
    // From the last node to the first, so that removing one item of an array does not move the next.
    const wasThere = (pointer: string): boolean => before?.has(definitionKey(action, pointer)) === true;
    const applied = nodes.reverse().map((node) => applyAt(made, node, action, wasThere));
    const gone = [...new Set(applied.flatMap((one) => one.gone))];
    leftOut.push(...gone.filter(wasThere).map((pointer) => definitionKey(action, pointer)));
    defined.push(...definedBy(applied).map((pointer) => definitionKey(action, pointer)));
    const isMoved = moved !== undefined && nodes.length > 0;
    const problem = isMoved ? "target-moved" : problemOf(applied, gone);
    if (problem === undefined) return [];
    return [{ action: number, target, description, problem, gone, ...(isMoved ? { moved } : {}) }];
  });
  return { document: made, problems, defined, leftOut };
}

/** Pointers to the definitions of fields that are there already; a field that the action adds anywhere is one of its own. */
function definedBy(applied: readonly Applied[]): string[] {
  const added = new Set(applied.flatMap(({ adds }) => adds));
  return [...new Set(applied.flatMap(({ defines }) => defines))].filter((pointer) => !added.has(pointer));
}

/** The identity of a definition within an overlay, 12 hex digits: an action with another reason makes another one. */
export const definitionKey = ({ target, description }: Action, pointer: string): string =>
  createHash("sha256")
    .update(JSON.stringify([target, description, pointer]))
    .digest("hex")
    .slice(0, 12);

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
export function applyOverlay(
  document: JsonObject,
  overlay: Overlay,
  before?: ReadonlySet<string>,
): JsonObject {
  const { document: made, problems } = tryOverlay(document, overlay, before);
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
  readonly defines: readonly string[];
  readonly adds: readonly string[];
}

const UNCHANGED: Applied = { isChange: false, gone: [], defines: [], adds: [] };
const CHANGED: Applied = { ...UNCHANGED, isChange: true };

function applyAt(
  document: JsonObject,
  node: JSONPathNode,
  action: Action,
  wasThere: (pointer: string) => boolean,
): Applied {
  const key = node.location.at(-1);
  if (key === undefined) return applyToRoot(document, action) ? CHANGED : UNCHANGED;
  const parent = containerAt(document, node.location.slice(0, -1));
  if (parent === undefined) return UNCHANGED;
  const [holder, name] = [
    parent as { [key: string | number]: Json },
    Array.isArray(parent) ? Number(key) : key,
  ];
  if (action.remove) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
    return CHANGED;
  }
  const { update, ...said } = fittingUpdate(holder[name], action.update, wasThere);
  if (update === undefined) return { isChange: false, ...said };
  const merged = mergeUpdate(holder[name], update);
  const isChange = !isDeepStrictEqual(holder[name], merged);
  holder[name] = merged;
  return { isChange, ...said };
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
