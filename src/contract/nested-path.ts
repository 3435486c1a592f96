import type { JsonObject } from "../core/json.ts";
import { decodedSegment, PathTemplate, unnamedPath } from "./path-template.ts";
import { ResourcePath } from "./resource-path.ts";

/** The paths of resources by their keys. */
export type KeyedPath = Pick<ResourcePath, "of" | "idIn">;

/** A path of one segment, by which ids are told that no path can hold. */
const SEGMENT = new ResourcePath("/{id}", "id");

/**
 * The paths of a template with several parameters, such as `/things/{id}/parts/{part}`, of which the last is the resource's own
 * id. Its key is all of them, joined by slashes, which no id holds.
 */
export class NestedPath implements KeyedPath {
  readonly #template: PathTemplate;

  constructor(template: string) {
    this.#template = new PathTemplate(template);
  }

  /** The path of a key; undefined for one with an id that no path can hold. */
  of(key: string): string | undefined {
    const { names } = this.#template;
    const ids = key.split("/");
    if (ids.length !== names.length || ids.some((id) => SEGMENT.of(id) === undefined)) return undefined;
    return this.#template.filled((name) => encodeURIComponent(ids[names.indexOf(name)] ?? ""));
  }

  /** The key in a path that is one of the template; undefined for any other path. */
  idIn(path: string): string | undefined {
    const key = this.#template.segmentsIn(path)?.map(decodedSegment).join("/");
    return key !== undefined && this.of(key) === path ? key : undefined;
  }
}

/** True if a path names what is made below another path with one id more than that has. */
export function isNestedBelow(path: string, creation: string): boolean {
  const [own, outer] = [new PathTemplate(path).names.length, new PathTemplate(creation).names.length];
  return outer > 0 && own === outer + 1 && unnamedPath(path).startsWith(`${unnamedPath(creation)}/`);
}

/** The values of the parameters in a creation's path, in order, as they stand in a request to it; none where it has none. */
export const outerIds = (creation: string, path: string): readonly string[] =>
  new PathTemplate(creation).segmentsIn(path.split("?")[0] ?? "")?.map(decodedSegment) ?? [];

/** The same values by the names that another path has for them; none where it is no path below the creation's. */
export function outerValues(creation: string, ids: readonly string[], path: string): JsonObject {
  if (
    unnamedPath(path) !== unnamedPath(creation) &&
    !unnamedPath(path).startsWith(`${unnamedPath(creation)}/`)
  )
    return {};
  const { names } = new PathTemplate(path);
  return Object.fromEntries(ids.map((id, index) => [names[index] ?? "", id]));
}
