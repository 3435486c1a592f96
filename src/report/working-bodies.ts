import type { InstancePointer } from "../contract/pointers.ts";
import { childPointer, WHOLE } from "../contract/pointers.ts";
import { isSuccess } from "../contract/resource.ts";
import type { Json } from "../core/json.ts";
import { equal, isObject } from "../core/json.ts";
import type { RunEvent } from "../engine/events.ts";

/** One place at which two bodies differ; a side that has nothing there is absent. */
export interface BodyChange {
  readonly at: InstancePointer;
  readonly works?: Json;
  readonly fails?: Json;
}

/** The body that works and is nearest to one that does not. */
export interface NearestBody {
  readonly case: string;
  /** The differences, from the one that works to the one that does not. */
  readonly changes: readonly BodyChange[];
}

/** Bodies that are kept, and differences that are told, at most. */
const MOST_KEPT = 300;
const MOST_CHANGES = 12;
/** Values of one body that are compared, at most. */
const MOST_VALUES = 2000;

type Leaves = ReadonlyMap<InstancePointer, Json>;

/** The bodies of a run that were accepted, and in whose answers no check found fault. */
export class WorkingBodies {
  readonly #tag: string;
  readonly #kept: { readonly case: string; readonly leaves: Leaves }[] = [];

  /** @param tag of the run, which makes values differ that mean the same */
  constructor(tag: string) {
    this.#tag = tag;
  }

  add(event: RunEvent): void {
    if (event.type !== "judged" || this.#kept.length >= MOST_KEPT) return;
    const { case: sent, answer, judgements } = event;
    if (sent.body === undefined || sent.expect !== "accept" || !isSuccess(answer.status)) return;
    const isFaulty = judgements.some(({ violations = [] }) =>
      violations.some(({ severity }) => severity === "violation"),
    );
    if (!isFaulty) this.#kept.push({ case: sent.id, leaves: leavesOf(sent.body) });
  }

  /** The kept body that differs least from one that shows a finding; undefined where none was kept, or it differs too much. */
  nearest(body: Json): NearestBody | undefined {
    const own = leavesOf(body);
    let best: NearestBody | undefined;
    for (const { case: id, leaves } of this.#kept) {
      const changes = this.#changes(leaves, own, best?.changes.length ?? MOST_CHANGES + 1);
      if (changes !== undefined) best = { case: id, changes };
    }
    return best;
  }

  /** The differences, or undefined where there are not fewer than so many. */
  #changes(works: Leaves, fails: Leaves, most: number): BodyChange[] | undefined {
    const changes: BodyChange[] = [];
    for (const at of new Set([...works.keys(), ...fails.keys()])) {
      const [before, after] = [works.get(at), fails.get(at)];
      if (equal(before, after) || this.#areTagged(before, after)) continue;
      changes.push({
        at,
        ...(before === undefined ? {} : { works: before }),
        ...(after === undefined ? {} : { fails: after }),
      });
      if (changes.length >= most) return undefined;
    }
    return changes;
  }

  #areTagged(a: Json | undefined, b: Json | undefined): boolean {
    return [a, b].every((value) => typeof value === "string" && value.includes(this.#tag));
  }
}

/** Every value that holds no other, by its pointer. */
function leavesOf(body: Json): Leaves {
  const leaves = new Map<InstancePointer, Json>();
  const walk = (value: Json, at: InstancePointer): void => {
    if (leaves.size >= MOST_VALUES) return;
    const children: [string | number, Json][] = Array.isArray(value)
      ? value.map((item, index) => [index, item])
      : isObject(value)
        ? Object.entries(value)
        : [];
    if (children.length === 0) leaves.set(at, value);
    for (const [key, child] of children) walk(child, childPointer(at, key));
  };
  walk(body, WHOLE);
  return leaves;
}
