import { equal, inWords, isObject, type Json, type JsonObject } from "../core/json.ts";
import type { YamlLines } from "../core/yaml-lines.ts";
import { firstOperation } from "../docs/current-document.ts";
import { METHODS } from "../docs/openapi/pick-operation.ts";
import type { Overlay } from "../docs/overlay/read-overlay.ts";
import { type LeftOver, leftOver } from "./left-over.ts";

type Steps = readonly (string | number)[];

/** An operation that the overlay adds, with the keys and indexes that lead to it there. */
interface AddedOperation {
  readonly id: string;
  readonly path: string;
  readonly operation: JsonObject;
  readonly steps: Steps;
}

/** The operations that the overlay adds whose fixed headers, or whose path, are other ones than the docs' operation has now. */
export function leftOperations(
  { name: file, root }: Pick<Overlay, "name" | "root">,
  document: JsonObject,
  lineAt: YamlLines,
): LeftOver[] {
  const main = firstOperation(document);
  const own = main && operationAt(document, main.path, main.method);
  if (main === undefined || own === undefined) return [];
  return addedOperations(root).flatMap(({ id, path, operation, steps }) => [
    ...(isBelow(path, main.path)
      ? []
      : [
          leftOver(
            false,
            { file, line: lineAt(steps.slice(0, -1)) },
            `${id} has the path ${path}, and ${main.id} is at ${main.path} now`,
            "look up its path, and write that",
          ),
        ]),
    ...headersOf(operation).flatMap(({ name, allowed, index }) => {
      const now = headersOf(own).find((one) => one.name === name)?.allowed;
      if (now === undefined || equal(now, allowed)) return [];
      return [
        leftOver(
          false,
          { file, line: lineAt([...steps, "parameters", index, "schema"]) },
          `${id} has ${name} ${shown(allowed)}, and ${main.id} has ${shown(now)} now`,
          `look it up; the same would be schema: {type: string, enum: [${now.map((value) => `'${inWords(value)}'`).join(", ")}]}`,
        ),
      ];
    }),
  ]);
}

/** True for the path of an operation, or one below it; a slash at the end says nothing. */
function isBelow(path: string, main: string): boolean {
  const base = main.replace(/\/+$/, "");
  return path === base || path.startsWith(`${base}/`);
}

const shown = (values: readonly Json[]): string => values.map(String).join(" or ");

/** The headers of an operation with the values that they may have, where the docs list them. */
function headersOf({ parameters }: JsonObject): { name: string; allowed: readonly Json[]; index: number }[] {
  return (Array.isArray(parameters) ? parameters : []).flatMap((parameter, index) => {
    if (!isObject(parameter) || parameter.in !== "header" || !isObject(parameter.schema)) return [];
    const { enum: listed, const: only } = parameter.schema;
    const allowed = Array.isArray(listed) ? listed : only === undefined ? undefined : [only];
    return allowed === undefined ? [] : [{ name: inWords(parameter.name).toLowerCase(), allowed, index }];
  });
}

function operationAt({ paths }: JsonObject, path: string, method: string): JsonObject | undefined {
  const item = isObject(paths) ? paths[path] : undefined;
  const operation = isObject(item) ? item[method] : undefined;
  return isObject(operation) ? operation : undefined;
}

/** Whatever in the overlay is a path item's method with an id of its own. */
function addedOperations(root: JsonObject): AddedOperation[] {
  const found: AddedOperation[] = [];
  const visit = (value: Json, steps: Steps): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...steps, index]);
    if (!isObject(value)) return;
    for (const [name, member] of Object.entries(value)) {
      const path = steps.at(-1);
      if (METHODS.includes(name) && isObject(member) && typeof path === "string" && path.startsWith("/"))
        found.push({ id: inWords(member.operationId), path, operation: member, steps: [...steps, name] });
      else visit(member, [...steps, name]);
    }
  };
  visit(root, []);
  return found;
}
