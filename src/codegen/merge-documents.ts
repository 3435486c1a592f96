import { SuiteError } from "../core/errors.ts";
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import type { SharedSettings } from "../core/shared-settings.ts";
import { LOST_CITATIONS } from "./lost-citations.ts";
import { linkedByPreconditions } from "./precondition-links.ts";
import { renamedIn, withRenamed } from "./rename-components.ts";
import { withShared } from "./shared-settings.ts";

/** The document of an operation that was added to a project. */
export interface AddedDocument {
  readonly id: string;
  /** Its source, from the project's root. */
  readonly file: string;
  /** The operation alone, with its overlay in it. */
  readonly document: JsonObject;
}

/**
 * One document of all operations: paths are united and equal components shared; of those that differ, that of an added
 * operation has the operation's name before its own. An operation takes the place of one that another's overlay has at its path,
 * and the links to that lead to it. Nothing of one added operation depends on another one, but for what both share.
 * @param name the document's, for messages
 * @param shared what all operations have where their documents say nothing of it
 * @throws SuiteError for an operation that the project's first document is about
 */
export function mergedDocument(
  main: JsonObject | undefined,
  added: readonly AddedDocument[],
  name: string,
  shared: SharedSettings = {},
): JsonObject {
  const first = main ?? added[0]?.document;
  if (first === undefined)
    throw new SuiteError(`${name}: there is no operation; add one with npx contract add`);
  const whole = withShared(structuredClone(main ?? { ...first, paths: {}, components: {} }), shared);
  const own = main === undefined ? undefined : firstLine(main);
  for (const one of added) {
    if (own !== undefined && linesOf(one.document).includes(own))
      throw new SuiteError(`${one.file}: ${name} is about ${own} already; remove one of them`);
    unite(whole, { ...one, document: withShared(one.document, shared) });
    uniteLost(whole, one.document);
  }
  linkedByPreconditions(whole);
  return whole;
}

function unite(whole: JsonObject, { id, file, document }: AddedDocument): void {
  const fitting = withRenamed(document, renamedIn(document, objectAt(whole, "components"), id));
  uniteComponents(objectAt(whole, "components"), objectAt(fitting, "components"));
  const paths = objectAt(whole, "paths");
  const servers = serversBeside(whole, fitting);
  for (const [path, item] of Object.entries(objectAt(fitting, "paths")))
    for (const [method, operation] of Object.entries(objectOf(item) ?? {})) {
      if (!isObject(operation)) continue;
      const isOwn = operation.operationId === id;
      const marked = { ...operation, ...servers, ...(isOwn ? { "x-document": file } : {}) };
      place(whole, paths, { path, method, operation: marked, isOwn });
    }
}

/** Rules of any operation whose sentences its docs no longer have. */
function uniteLost(whole: JsonObject, { [LOST_CITATIONS]: own }: JsonObject): void {
  if (own === undefined) return;
  const known = listOf(whole[LOST_CITATIONS]);
  whole[LOST_CITATIONS] = [...known, ...listOf(own).filter((id) => !known.includes(id))];
}

function uniteComponents(components: JsonObject, own: JsonObject): void {
  for (const [section, named] of Object.entries(own)) {
    const there = objectAt(components, section);
    for (const [key, value] of Object.entries(objectOf(named) ?? {})) there[key] ??= value;
  }
}

/** The servers of an operation, where they are not those of the whole document. */
function serversBeside(whole: JsonObject, { servers }: JsonObject): JsonObject {
  const urlOf = (list: Json | undefined) => objectOf(listOf(list)[0])?.url;
  return servers === undefined || urlOf(servers) === urlOf(whole.servers) ? {} : { servers };
}

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  /** False for an operation that the overlay of the added one brings along. */
  readonly isOwn: boolean;
}

/** Puts an operation at its path, under the names that the parameters have there already. */
function place(whole: JsonObject, paths: JsonObject, { path, method, operation, isOwn }: Placed): void {
  const same = Object.keys(paths).find((known) => bare(known) === bare(path)) ?? path;
  const item = objectAt(paths, same);
  const before = item[method];
  if (before !== undefined && !isOwn) return;
  const names = new Map(namesIn(path).map((name, index) => [name, namesIn(same)[index] ?? name]));
  item[method] = withParameters(operation, names);
  const known = isObject(before) ? before.operationId : undefined;
  if (typeof known === "string" && known !== operation.operationId)
    redirect(whole, known, operation.operationId ?? "");
}

const namesIn = (path: string): string[] => [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
const bare = (path: string): string => path.replace(/\{[^}]*\}/g, "{}");

function withParameters(operation: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  if ([...names].every(([from, to]) => from === to)) return operation;
  const parameters = listOf(operation.parameters).map((parameter) => {
    if (!isObject(parameter) || parameter.in !== "path" || typeof parameter.name !== "string")
      return parameter;
    return { ...parameter, name: names.get(parameter.name) ?? parameter.name };
  });
  const before = operation["x-precondition"];
  if (before === undefined) return { ...operation, parameters };
  const renamed = [before].flat().map((one) => {
    if (!isObject(one)) return one;
    const values = Object.entries(objectOf(one.parameters) ?? {});
    return {
      ...one,
      parameters: Object.fromEntries(values.map(([name, value]) => [names.get(name) ?? name, value])),
    };
  });
  return { ...operation, parameters, "x-precondition": renamed };
}

/** Links to one operation lead to another from now on. */
function redirect(whole: JsonObject, from: string, to: Json): void {
  for (const links of linksIn(whole))
    for (const link of Object.values(links))
      if (isObject(link) && link.operationId === from) link.operationId = to;
}

function* linksIn(value: Json): Iterable<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* linksIn(item);
  else if (isObject(value)) {
    if (isObject(value.links)) yield value.links;
    for (const member of Object.values(value)) yield* linksIn(member);
  }
}

function linesOf(document: JsonObject): string[] {
  return Object.entries(objectOf(document.paths) ?? {}).flatMap(([path, item]) =>
    Object.keys(objectOf(item) ?? {}).map((method) => `${method.toUpperCase()} ${bare(path)}`),
  );
}

const firstLine = (document: JsonObject): string | undefined => linesOf(document)[0];

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const objectOf = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

/** The object under a name, which is made where there is none. */
function objectAt(holder: JsonObject, name: string): JsonObject {
  const found = holder[name];
  if (isObject(found)) return found;
  const made: JsonObject = {};
  holder[name] = made;
  return made;
}
