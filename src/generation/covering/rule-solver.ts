import { type Decision, decision } from "../../contract/conditions/decide.ts";
import { conjuncts, mentions } from "../../contract/conditions/parts.ts";
import type { Rule, Schema } from "../../contract/contract.ts";
import type { Work } from "../../core/slices.ts";
import {
  emptyRows,
  type Factor,
  isSlotThere,
  type Model,
  OPEN,
  OUT,
  type Rows,
  type Slot,
  setLevel,
  VARIANTS,
} from "./factors.ts";
import { KnownRows } from "./known-rows.ts";
import { PartialInstances } from "./partial-instances.ts";

/** Number of levels that one search may try before it gives up. */
const MAX_STEPS = 20_000;

interface Constraint {
  readonly decide: Decision;
  readonly slots: readonly Slot[];
  /** Writes out what it looks at. */
  readonly partialInstances: PartialInstances;
  /** True if rows may keep it yet. */
  readonly known: KnownRows<boolean>;
}

/** Which levels a factor may take in the first items, by factor; others are free. */
export type Allowed = ReadonlyMap<number, ReadonlySet<number>>;

/** The levels of a slot in the order in which to try them, best first. */
export type Preference = (slot: Slot, rows: Rows) => readonly number[];

/** Decides the factors that rules speak of: finds levels that keep every rule, or proves that there are none. */
export class RuleSolver {
  /** The factors that some rule speaks of. */
  readonly factors: ReadonlySet<number>;
  readonly #model: Model;
  /** Those that it decides, in their order. */
  readonly slots: readonly Slot[];
  readonly #constraints: readonly Constraint[];
  /** For each slot the constraints that its level may break. */
  readonly #concerned: readonly (readonly Constraint[])[];
  readonly #example: Rows;

  constructor(model: Model, rules: readonly Rule[]) {
    this.#model = model;
    this.#example = emptyRows(model);
    const parts = rules
      .flatMap(({ keeps }) => conjuncts(keeps))
      .map((schema) => ({ schema, factors: mentioned(model, schema) }));
    const weight = (index: number) => parts.filter(({ factors }) => factors.has(index)).length;
    const chosen = [...new Set(parts.flatMap(({ factors }) => [...factors]))].sort(
      (a, b) => weight(b) - weight(a) || a - b,
    );
    const ordered = parentsFirst(model, chosen);
    this.factors = new Set(ordered.map(({ index }) => index));
    const slots = Array.from({ length: VARIANTS }, (_, variant) =>
      ordered.filter(({ depth }) => variant === 0 || depth > 0).map((factor) => ({ factor, variant })),
    );
    this.slots = slots.flat().map((slot, index) => ({ ...slot, index }));
    this.#constraints = parts.map(({ schema, factors }) => {
      const own = this.slots.filter(({ factor }) => factors.has(factor.index));
      const partialInstances = new PartialInstances(model, factors);
      return { decide: decision(schema), slots: own, partialInstances, known: new KnownRows<boolean>(own) };
    });
    this.#concerned = this.slots.map((slot) =>
      this.#constraints.filter(({ slots: of }) => of.includes(slot)),
    );
  }

  /** Decides every factor that rules speak of. @returns false, the rows as they were, where no levels keep the rules. */
  solve(rows: Rows, allowed: Allowed, prefer: Preference): Work<boolean> {
    return this.#decide(this.slots, rows, allowed, prefer);
  }

  /**
   * Levels that keep the rules, what is asked for decided first: it soon shows where there is no way.
   * @returns rows that are valid until the next call; undefined where no levels keep the rules
   */
  *example(allowed: Allowed, prefer: Preference): Work<Rows | undefined> {
    for (const row of this.#example) row.fill(OPEN);
    const isAsked = ({ factor, variant }: Slot) => variant === 0 && allowed.has(factor.index);
    const slots = [...this.slots.filter(isAsked), ...this.slots.filter((slot) => !isAsked(slot))];
    return (yield* this.#decide(slots, this.#example, allowed, prefer)) ? this.#example : undefined;
  }

  /** Searches in depth; it gives up after many levels, as if there were no way. */
  *#decide(slots: readonly Slot[], rows: Rows, allowed: Allowed, prefer: Preference): Work<boolean> {
    const left: Iterator<number>[] = [];
    let steps = 0;
    let depth = 0;
    while (depth < slots.length) {
      const slot = slots[depth] as Slot;
      left[depth] ??= this.#levels(slot, rows, allowed, prefer)[Symbol.iterator]();
      const level = left[depth]?.next().value;
      if (level === undefined || steps++ > MAX_STEPS) {
        setLevel(rows, slot, OPEN);
        left.length = depth;
        if (depth === 0) return false;
        depth -= 1;
        continue;
      }
      yield;
      setLevel(rows, slot, level);
      // What is not there is looked at by no rule.
      if (level === OUT || this.#isKept(slot.index, rows)) depth += 1;
    }
    return true;
  }

  #levels(slot: Slot, rows: Rows, allowed: Allowed, prefer: Preference): readonly number[] {
    const only = slot.variant === 0 ? allowed.get(slot.factor.index) : undefined;
    if (!isSlotThere(this.#model, rows, slot)) return only ? [] : [OUT];
    const levels = prefer(slot, rows);
    return only ? levels.filter((level) => only.has(level)) : levels;
  }

  #isKept(index: number, rows: Rows): boolean {
    return (this.#concerned[index] ?? []).every((constraint) => this.#isMet(constraint, rows));
  }

  #isMet({ decide, partialInstances, known }: Constraint, rows: Rows): boolean {
    return known.of(rows, () => decide(partialInstances.of(rows)) !== false);
  }
}

/** The factors at the locations that a condition looks at, and those above them: an alternative's locations have no factor. */
function mentioned(model: Model, schema: Schema): Set<number> {
  const pointers = [...mentions(schema)];
  const found = new Set<number>();
  for (const factor of model.factors) {
    const { pointer } = factor.location;
    if (!pointers.some((mention) => mention === pointer || mention.startsWith(`${pointer}/`))) continue;
    for (const index of [...factor.ancestors, factor.index]) found.add(index);
  }
  return found;
}

function parentsFirst(model: Model, chosen: readonly number[]): Factor[] {
  const ordered: Factor[] = [];
  const add = (index: number): void => {
    const factor = model.factors[index];
    if (!factor || ordered.includes(factor)) return;
    for (const ancestor of factor.ancestors) add(ancestor);
    ordered.push(factor);
  };
  for (const index of chosen) add(index);
  return ordered;
}
