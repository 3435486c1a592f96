import { TextSet } from "../../core/text-set.ts";
import type { CaseIdentity } from "../../http/case-origin.ts";

/** Number of resources whose makers are known by name. */
const MOST_NAMED = 2000;

/** The cases that made resources: every id of a run is known, and of the last ones whose it is. */
export class Makers {
  readonly #ids = new TextSet();
  readonly #named = new Map<string, string>();

  /**
   * Notes the case that has made a resource.
   * @param resource its id, with what tells it from the resources of other operations
   * @returns the other case that has made it before; undefined where none has
   */
  note(resource: string, { id }: Pick<CaseIdentity, "id">): string | undefined {
    const before = this.#named.get(resource) ?? (this.#ids.has(resource) ? "an earlier case" : undefined);
    this.#ids.add(resource);
    this.#named.set(resource, id);
    const [oldest] = this.#named.keys();
    if (this.#named.size > MOST_NAMED && oldest !== undefined) this.#named.delete(oldest);
    return before === id ? undefined : before;
  }
}
