import type { Draft } from "../../cases/kind.ts";
import { compiled } from "../../contract/conditions/compiled.ts";
import type { Schema } from "../../contract/contract.ts";
import { equal, isObject, type Json, valueAt } from "../../core/json.ts";
import { randomOf, seedOf } from "../../core/seed.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import { repair } from "../../generation/repair/repair.ts";
import { locationOf, meansTheSame, requestOf } from "../claim.ts";

/** Number of bodies that one repair may look at. */
const MOST_STEPS = 400;

/** The share of a body's members that stay as they are: a body that has less of it is another one. */
const LEAST_KEPT = 0.7;
const FEW = 3;

/** Changes the body of one draft in such ways that it makes the same claim. */
export class ChangedBody {
  readonly underTest: OperationUnderTest;
  readonly #draft: Draft;
  readonly #seed: number;

  constructor(underTest: OperationUnderTest, draft: Draft) {
    this.underTest = underTest;
    this.#draft = draft;
    this.#seed = seedOf(underTest.seed, `adapted/${draft.name}`);
  }

  /** The draft's own source of chance, the same each time. */
  get random() {
    return randomOf(this.#seed);
  }

  /** True if the draft makes the same claim with another body. */
  isSameClaim(body: Json): boolean {
    const fault = locationOf(this.#draft);
    const isKept = fault === "" || equal(valueAt(this.#draft.body, fault), valueAt(body, fault));
    const request = requestOf(this.underTest, { ...this.#draft, body });
    return isKept && this.#isStillAbout(body) && meansTheSame(this.underTest, this.#draft, request);
  }

  /** True if a rule or probe that the draft is about speaks of the body as it does of the draft's own. */
  #isStillAbout(body: Json): boolean {
    const { about, body: before = null, expect } = this.#draft;
    if (about === undefined || !("rule" in about) || expect !== "observe") return true;
    const { operation, rules } = this.underTest;
    const rule = rules.find(({ id }) => id === about.rule);
    const probe = operation.probes.find(({ id }) => id === about.rule);
    const isThere = (one: Json) =>
      (rule === undefined || !rule.isKept(one)) && (probe === undefined || compiled(probe.schema)(one));
    return isThere(body) || !isThere(before);
  }

  /** The nearest body with the same claim that meets the conditions; undefined where none was found. */
  nearest(
    start: Json,
    conditions: readonly Schema[],
    isFit: (body: Json) => boolean = () => true,
  ): Json | undefined {
    const { underTest } = this;
    const rules = this.#draft.expect === "accept" ? underTest.keeps : [];
    return repair(
      start,
      [...conditions, ...rules],
      underTest.bodyGenerator,
      this.random,
      (body) => isMostOf(start, body) && isFit(body) && this.isSameClaim(body),
      MOST_STEPS,
    );
  }
}

/** True if a value has most members of another one as they are. */
function isMostOf(before: Json, after: Json): boolean {
  if (!isObject(before) || !isObject(after)) return isObject(before) === isObject(after);
  const names = Object.keys(before);
  const kept = names.filter((name) => Object.hasOwn(after, name) && equal(before[name], after[name])).length;
  return kept >= Math.min(names.length - FEW, LEAST_KEPT * names.length);
}
