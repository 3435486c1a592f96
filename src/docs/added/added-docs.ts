import { join } from "node:path";
import { isObject, type JsonObject } from "../../core/json.ts";
import { OPERATIONS_DIR } from "../../core/project.ts";
import { yamlValue } from "../../core/read-data.ts";
import { readText, readTextIfThere } from "../../core/read-text.ts";
import { CaptureError } from "../capture-error.ts";
import { leftOutIn } from "../capture-notes.ts";
import { tryOverlay } from "../overlay/overlay.ts";
import { type Overlay, readOwnOverlay } from "../overlay/read-overlay.ts";
import type { ProjectDocs } from "../project-docs.ts";
import { operationsIn } from "./operations-in.ts";

/** The docs of an operation that was added to a project, in the form of those of its first one. @throws CaptureError | SuiteError */
export function addedDocs(root: string, id: string): ProjectDocs {
  const path = `${OPERATIONS_DIR}/${id}/source.yaml`;
  const text = readText(join(root, path), path);
  const source = yamlValue(text, path);
  if (!isObject(source)) throw new CaptureError(`${path}:1: no document; add the operation again`);
  const overlay = { ...overlayOf(root, id), successStatus: successStatus(source) };
  const { document } = tryOverlay(source, overlay, new Set(leftOutIn(source)));
  const madeFrom = /^# Made from (\S+) by npx contract add /m.exec(text)?.[1];
  const current = { name: path, text, document, ...(madeFrom === undefined ? {} : { madeFrom }) };
  return { root, overlay, path, current, added: { id, source } };
}

/** The overlay beside the source; one without actions where there is none. */
function overlayOf(root: string, id: string): Overlay {
  const name = `${OPERATIONS_DIR}/${id}/overlay.yaml`;
  const text = readTextIfThere(join(root, name), name);
  return text === undefined
    ? { name, document: "", successStatus: "", actions: [], root: {}, text: "" }
    : readOwnOverlay(name, text);
}

/** The status of a success that a page leaves out: the one that the source has so far. */
function successStatus(source: JsonObject): string {
  const [own] = operationsIn(source);
  const { responses } = own?.operation ?? {};
  return Object.keys(isObject(responses) ? responses : {}).find((status) => /^2\d\d$/.test(status)) ?? "200";
}
