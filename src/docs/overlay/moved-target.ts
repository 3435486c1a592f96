import { isObject, type JsonObject } from "../../core/json.ts";
import { firstOperation } from "../current-document.ts";

/** A target that begins with the path of an operation, and perhaps its method. */
const OPERATION = /^\$\.paths\[(?:'([^']+)'|"([^"]+)")\](?:\.([a-z]+)\b)?/;

/** The number of parameters in a path template. */
const parametersIn = (path: string): number => path.split("{").length;

/** A target at the path and method that the document's operation has now; undefined where it does not speak of that operation. */
export function movedTarget(target: string, document: JsonObject): string | undefined {
  const [start, single, double, method] = OPERATION.exec(target) ?? [];
  const path = single ?? double;
  const now = firstOperation(document);
  if (start === undefined || path === undefined || now === undefined) return undefined;
  const isThere = isObject(document.paths) && Object.hasOwn(document.paths, path);
  if (isThere ? path !== now.path || method === undefined : parametersIn(path) !== parametersIn(now.path))
    return undefined;
  const moved = `$.paths['${now.path}']${method === undefined ? "" : `.${now.method}`}`;
  return moved === start ? undefined : `${moved}${target.slice(start.length)}`;
}
