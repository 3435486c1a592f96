import { OPEN, type Rows, type Slot } from "./factors.ts";

/** Facts about rows that depend on the levels of some slots alone, each found once. */
export class KnownRows<T> {
  /** Slots whose levels together are one whole number. */
  readonly #chunks: readonly (readonly Slot[])[];
  readonly #known: Node<T> = new Map();

  constructor(slots: readonly Slot[]) {
    this.#chunks = chunksOf(slots);
  }

  /** The fact about the row, found where it is not known yet. */
  of(rows: Rows, find: (rows: Rows) => T): T {
    let node = this.#known;
    let key = 0;
    for (let at = 0; at < this.#chunks.length; at++) {
      if (at > 0) node = below(node, key);
      key = keyOf(this.#chunks[at] ?? [], rows);
    }
    const known = node.get(key);
    if (known !== undefined && !(known instanceof Map)) return known.found;
    const found = find(rows);
    node.set(key, { found });
    return found;
  }
}

interface Node<T> extends Map<number, Node<T> | { readonly found: T }> {}

function below<T>(node: Node<T>, key: number): Node<T> {
  const known = node.get(key);
  if (known instanceof Map) return known;
  const made: Node<T> = new Map();
  node.set(key, made);
  return made;
}

/** A slot may be open, not there, or of one of its levels. */
const statesOf = ({ factor }: Slot): number => factor.levels.length + 2;

function keyOf(slots: readonly Slot[], rows: Rows): number {
  let key = 0;
  for (const slot of slots)
    key = key * statesOf(slot) + (rows[slot.variant]?.[slot.factor.index] ?? OPEN) - OPEN;
  return key;
}

function chunksOf(slots: readonly Slot[]): Slot[][] {
  const chunks: Slot[][] = [];
  let states = Number.POSITIVE_INFINITY;
  for (const slot of slots) {
    states *= statesOf(slot);
    if (states > Number.MAX_SAFE_INTEGER) {
      chunks.push([]);
      states = statesOf(slot);
    }
    chunks.at(-1)?.push(slot);
  }
  return chunks;
}
