import { type FoundTag, tagsIn } from "../account/tag.ts";
import { idOf } from "../contract/resource-path.ts";
import { valueAt } from "../core/json.ts";

/** A resource as the target shows it, in a list or alone. */
export interface Shown {
  /** Its id, or the JSON value in the id's place as text. */
  readonly id: string;
  /** True if that is an id, so that a request can be about it. */
  readonly isId: boolean;
  /** The tags that it carries. */
  readonly tags: readonly FoundTag[];
}

/** Length to which the text of a value that is no id is cut, in UTF-16 units. */
const MOST_OF_NO_ID = 80;

/** Reads a resource from a JSON value, with its tags at these pointers; undefined where there is nothing at the id's pointer. */
export function shownIn(value: unknown, id: string, tagPointers: readonly string[]): Shown | undefined {
  const found = valueAt(value, id);
  if (found === undefined) return undefined;
  const text = idOf(found);
  const texts = tagPointers.map((pointer) => valueAt(value, pointer));
  const tags = texts.flatMap((text) => (typeof text === "string" ? tagsIn(text) : []));
  return { id: text ?? JSON.stringify(found).slice(0, MOST_OF_NO_ID), isId: text !== undefined, tags };
}

/** True if a resource is a run's: it carries the run's tag, and that of no other. */
export const isOf = (run: string, { tags }: Pick<Shown, "tags">): boolean =>
  tags.length > 0 && tags.every((tag) => tag.run === run);

/** Resources by their ids. One that is shown twice carries a tag only if it does so each time. */
export function byId(all: readonly Shown[]): Map<string, Shown> {
  const found = new Map<string, Shown>();
  for (const shown of all) {
    const known = found.get(shown.id);
    const isBare = known !== undefined && (known.tags.length === 0 || shown.tags.length === 0);
    found.set(shown.id, {
      id: shown.id,
      isId: shown.isId && known?.isId !== false,
      tags: isBare ? [] : [...(known?.tags ?? []), ...shown.tags],
    });
  }
  return found;
}
