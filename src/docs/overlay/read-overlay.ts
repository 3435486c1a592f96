import { isDocumentName } from "../../core/file-name.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import { yamlValue } from "../../core/read-data.ts";
import { CaptureError } from "../capture-error.ts";

/** One change to the document; `number` counts from 1. */
export interface Action {
  readonly number: number;
  readonly target: string;
  readonly description: string;
  readonly update: Json;
  readonly remove: boolean;
}

/** An overlay as it is read: its actions, the file it makes, and the status of a success the page leaves out. */
export interface Overlay {
  readonly name: string;
  readonly document: string;
  readonly successStatus: string;
  readonly actions: readonly Action[];
  /** All that the file holds. */
  readonly root: JsonObject;
  readonly text: string;
}

/** Reads an overlay in the form of the OpenAPI Overlay Specification 1.0.0; each entry must give reason and source. */
export function readOverlay(name: string, text: string): Overlay {
  const { root, actions } = readActions(name, text);
  return {
    name,
    document: documentName(name, root),
    successStatus: successStatus(name, root),
    actions,
    root,
    text,
  };
}

/** The overlay of an operation that was added to a project, whose document is the project's own. */
export function readOwnOverlay(name: string, text: string): Overlay {
  return { name, document: "", successStatus: "200", ...readActions(name, text), text };
}

function readActions(name: string, text: string): Pick<Overlay, "root" | "actions"> {
  const root = yamlValue(text, name);
  if (!isObject(root) || root.overlay !== "1.0.0" || !Array.isArray(root.actions)) {
    throw new CaptureError(
      `${name}:1: no overlay; expected "overlay: 1.0.0" and a list "actions"; correct the file`,
    );
  }
  return { root, actions: root.actions.map((action, at) => readAction(name, action, at + 1)) };
}

function readAction(name: string, action: Json, number: number): Action {
  const given = isObject(action) ? action : {};
  const target = typeof given.target === "string" ? given.target : "";
  const where = `${name}: action ${number} (target ${target})`;
  const { description, update, remove, "x-source": source } = given;
  if (target === "") throw new CaptureError(`${where}: no target; expected a JSONPath; add "target"`);
  requireText(where, "description", "the reason", description);
  requireText(where, "x-source", "where the fact comes from", source);
  if ((update === undefined) === (remove !== true)) {
    throw new CaptureError(
      `${where}: not one change; expected either "update" or "remove: true"; keep one of them`,
    );
  }
  return { number, target, description, update: update ?? null, remove: remove === true };
}

function documentName(name: string, root: JsonObject): string {
  const document = root["x-document"];
  if (isDocumentName(document)) return document;
  throw new CaptureError(
    `${name}: x-document: no file name; expected the bare name of a file of its own that ends in .yaml; correct it`,
  );
}

function successStatus(name: string, root: JsonObject): string {
  const given = root["x-success-status"];
  const where = `${name}: x-success-status`;
  if (!isObject(given) || typeof given.value !== "string" || !/^2\d\d$/.test(given.value)) {
    throw new CaptureError(
      `${where}: no status; expected "value" with a quoted status such as '204'; add it`,
    );
  }
  requireText(where, "description", "the reason", given.description);
  requireText(where, "x-source", "where the fact comes from", given["x-source"]);
  return given.value;
}

function requireText(
  where: string,
  key: string,
  meaning: string,
  value: Json | undefined,
): asserts value is string {
  if (typeof value === "string" && value.trim() !== "") return;
  throw new CaptureError(`${where}: no ${key}; expected text that says ${meaning}; add it`);
}
