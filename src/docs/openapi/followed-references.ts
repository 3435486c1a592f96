import { isObject } from "../../core/json.ts";
import { below, type Located, refuseAt } from "../located.ts";
import { Broken } from "./broken.ts";
import type { OnBroken } from "./canonical-schema.ts";
import type { References } from "./references.ts";

/** Callbacks for a broken reference: one where the contract is incomplete without its schema, one where it is not. */
export interface OnBrokenReference {
  readonly needed: OnBroken;
  readonly spared: OnBroken;
  /** For what no reader can make sense of, and which is passed over. */
  readonly unsound: OnBroken;
}

/** Follows the references of an operation, and reports those that are broken. */
export class FollowedReferences {
  /** True while a part is written that the contract can do without. */
  isSpared = false;
  /** True where a broken reference leaves a mark in the document. */
  readonly leavesMarks: boolean;
  readonly #references: References;
  readonly #on: OnBrokenReference;
  #count = 0;

  constructor(references: References, leavesMarks: boolean, on: OnBrokenReference) {
    this.leavesMarks = leavesMarks;
    this.#references = references;
    this.#on = on;
  }

  /** Number of references so far that were broken. */
  get brokenCount(): number {
    return this.#count;
  }

  /** The object itself, or the one that its reference leads to; undefined where that is broken, which is reported. */
  follow(location: Located): Located | undefined {
    if (!isObject(location.value)) refuseAt(location, { wrong: "no object", expected: "an object" });
    if (location.value.$ref === undefined) return location;
    try {
      return this.#references.followed(location);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      this.broken(below(location, "$ref"), error.message);
      return undefined;
    }
  }

  /** Reports a broken reference. */
  broken(location: Located, reason: string): void {
    this.#count += 1;
    (this.isSpared ? this.#on.spared : this.#on.needed)(location, reason);
  }
}
