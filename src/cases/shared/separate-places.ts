/** Places in one body, none above or below another, and no two of them items of one list. */
export class SeparatePlaces {
  readonly #taken = new Set<string>();
  /** All that is above a place. */
  readonly #above = new Set<string>();
  /** The lists of whose items one is a place. */
  readonly #lists = new Set<string>();

  add(place: string): void {
    this.#taken.add(place);
    for (const prefix of prefixesOf(place)) this.#above.add(prefix);
    const list = listOf(place);
    if (list !== undefined) this.#lists.add(list);
  }

  /** False for a place at, above or below one that is there, or in the same list, of whose items answers often tell the list alone. */
  hasRoomFor(place: string): boolean {
    if (this.#taken.has(place) || this.#above.has(place)) return false;
    const list = listOf(place);
    if (list !== undefined && this.#lists.has(list)) return false;
    for (const prefix of prefixesOf(place)) if (this.#taken.has(prefix)) return false;
    return true;
  }
}

function* prefixesOf(place: string): Iterable<string> {
  for (let at = place.lastIndexOf("/"); at >= 0; at = at === 0 ? -1 : place.lastIndexOf("/", at - 1))
    yield place.slice(0, at);
}

/** The list in which a place is an item. */
const listOf = (place: string): string | undefined => /^(.*)\/\d+$/s.exec(place)?.[1];
