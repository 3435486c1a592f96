import { unnamedPath } from "../../contract/path-template.ts";
import type { JsonObject } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import { CaptureError, quote } from "../capture-error.ts";
import { below, type Located, membersOf } from "../located.ts";
import { kebabCase } from "../title-names.ts";
import type { References } from "./references.ts";

/** One operation of a document, with the path item that it stands in. */
export interface Picked {
  readonly path: string;
  readonly method: string;
  readonly item: Located;
  readonly operation: Located;
  /** The id under which this project knows it. */
  readonly id: string;
}

export type Candidate = Omit<Picked, "id"> & { readonly names: readonly string[] };

/** Which operation is meant: `wanted` must be there, `preferred` only where there are several. */
export interface Wish {
  readonly wanted?: string | undefined;
  /** METHOD /path of the operation, where the source says it beside the document. */
  readonly line?: string | undefined;
  readonly preferred?: string | undefined;
  /** The operation of another document that it is: its method and path tell it from others, whatever its title. */
  readonly known?: KnownOperation | undefined;
}

/** An operation as another document has it. */
export interface KnownOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

/** The methods that an OpenAPI 3.1 path item may have (section 4.8.9.1). */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** The operation of a document that is meant; where that is not clear, the refusal lists what there is. */
export function pickOperation(root: Located, references: References, wish: Wish): Picked {
  const all = operationsOf(pathsOf(root, wish.wanted), references);
  if (all.length === 0) fail(root, "it has no operation", "give a document with paths");
  const wanted = wish.wanted ?? wish.line;
  if (wanted !== undefined) return identified(pickNamed(root, all, wanted, wish.preferred), wish.known);
  const [same, ...twins] = all.filter((candidate) => isKnown(candidate, wish.known));
  if (same !== undefined && twins.length === 0 && wish.known) return { ...same, id: wish.known.id };
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return { ...only, id: idOf(only, wish.preferred) };
  const preferred = all.filter(({ names }) => wish.preferred !== undefined && names.includes(wish.preferred));
  const [first] = preferred;
  if (first !== undefined && preferred.length === 1) return { ...first, id: wish.preferred ?? "" };
  return fail(root, `it has ${all.length} operations`, `name one with --operation: ${listed(all)}`);
}

/** The operations of a document, in its order. */
export const publishedOperations = (references: References): Promise<Candidate[]> =>
  references.whileLoading(() => operationsOf(membersOf(below(references.top, "paths")), references));

/** The path that a request line names, where the document has it, else all: a large document has hundreds. */
function pathsOf(root: Located, wanted: string | undefined): [string, Located][] {
  const path = /^[A-Z]+ (\/.*)$/.exec(wanted ?? "")?.[1];
  const named = path === undefined ? undefined : below(root, "paths", path);
  return path === undefined || named?.value === undefined ? membersOf(below(root, "paths")) : [[path, named]];
}

/** The operation under the id by which it is known already, where its method and path are those. */
const identified = (picked: Picked, known: KnownOperation | undefined): Picked =>
  known !== undefined && isKnown(picked, known) ? { ...picked, id: known.id } : picked;

/** True for the same method and path; the names in a path's braces and a slash at its end do not tell. */
export function isKnown(
  { method, path }: Pick<Picked, "method" | "path">,
  known: KnownOperation | undefined,
): boolean {
  return (
    known !== undefined &&
    method === known.method.toLowerCase() &&
    unnamedPath(path) === unnamedPath(known.path)
  );
}

const operationsOf = (paths: readonly [string, Located][], references: References): Candidate[] =>
  paths.flatMap(([path, location]) => {
    // A path or a method that a broken reference describes has no operation; many documents keep each in a file of its own.
    const item = references.found(location);
    if (item === undefined) return [];
    return METHODS.flatMap((method) => {
      const operation = references.found(below(item, method));
      if (operation === undefined || !isObject(operation.value)) return [];
      return [{ path, method, item, operation, names: namesOf(operation.value, method, path) }];
    });
  });

/** The names of an operation, best first: its title as on its page, its id, its request line. */
export function namesOf(operation: JsonObject, method: string, path: string): string[] {
  const { operationId: id, summary } = operation;
  const texts = [summary, typeof id === "string" ? apart(id) : id].filter((text) => typeof text === "string");
  const published = typeof id === "string" ? [id] : [];
  return [...texts.map(kebabCase), ...published, `${method.toUpperCase()} ${path}`].filter(
    (name) => name !== "",
  );
}

/** `createThing` as two words. */
const apart = (id: string): string => id.replace(/([a-z0-9])([A-Z])/g, "$1-$2");

function pickNamed(
  root: Located,
  all: readonly Candidate[],
  wanted: string,
  preferred: string | undefined,
): Picked {
  const name = wanted.trim().replace(/^[a-z]+(?= )/i, (method) => method.toUpperCase());
  const exact = all.filter(({ operation }) => (operation.value as JsonObject).operationId === name);
  const found = exact.length > 0 ? exact : all.filter(({ names }) => names.includes(name));
  const [first] = found;
  if (first !== undefined && found.length === 1) return { ...first, id: idOf(first, name, preferred) };
  const wrong =
    first === undefined ? `no operation ${quote(wanted)}` : `${found.length} operations ${quote(wanted)}`;
  return fail(root, wrong, `there is ${listed(first === undefined ? all : found)}`);
}

/** The name by which it was asked for, as an id; else its title, so that page and document agree on it. */
function idOf({ names, method, path }: Candidate, ...asked: readonly (string | undefined)[]): string {
  const line = `${method.toUpperCase()} ${path}`;
  const name = asked.find((text) => text !== undefined && text !== line && names.includes(text));
  return ownId(name ?? names[0] ?? "");
}

/** The id that a project has for an operation of this name, however its vendor spells it. */
export const ownId = (name: string): string => kebabCase(apart(name));

const listed = (all: readonly Candidate[]): string =>
  all
    .map(({ operation, method, path }) => {
      const id = (operation.value as JsonObject).operationId;
      const line = `${method.toUpperCase()} ${path}`;
      return typeof id === "string" ? `${id} (${line})` : line;
    })
    .join(", ");

function fail(root: Located, wrong: string, todo: string): never {
  throw new CaptureError(`${root.document.name}: ${wrong}; expected one operation; ${todo}`);
}
