import { isDeepStrictEqual } from "node:util";
import { type JSONPathNode, jsonpath } from "json-p3";
import type { Json, JsonObject } from "../contract.ts";
import { CaptureError } from "./capture-error.ts";
import { mergeUpdate } from "./merge-update.ts";
import type { Action, Overlay } from "./read-overlay.ts";

type Container = Json[] | JsonObject;

/**
 * Applies the actions in order to a copy of the document (OpenAPI Overlay Specification 1.0.0); an action whose target
 * matches nothing, or that changes nothing, is an error that names it.
 */
export function applyOverlay(document: JsonObject, overlay: Overlay): JsonObject {
  return overlay.actions.reduce<JsonObject>((before, action) => {
    const after = structuredClone(before);
    const nodes = select(after, action, overlay);
    if (nodes.length === 0) {
      fail(
        overlay,
        action,
        "its target matches nothing; expected a place in the document; correct the target or remove the action",
      );
    }
    // From the last node to the first, so that removing one item of an array does not move the next.
    for (const node of nodes.reverse()) applyAt(after, node, action);
    if (isDeepStrictEqual(before, after)) {
      fail(
        overlay,
        action,
        "it changes nothing; expected a difference from what the page says; remove the action",
      );
    }
    return after;
  }, document);
}

function select(document: JsonObject, action: Action, overlay: Overlay): JSONPathNode[] {
  try {
    return jsonpath.query(action.target, document).nodes;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(overlay, action, `its target is no JSONPath (RFC 9535): ${reason}; correct the target`);
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

function fail(overlay: Overlay, action: Action, message: string): never {
  throw new CaptureError(`${overlay.name}: action ${action.number} (target ${action.target}): ${message}`);
}
