import { changesBetween } from "../../contract/changes.ts";
import { compiled } from "../../contract/conditions/compiled.ts";
import type { Schema, SchemaObject } from "../../contract/contract.ts";
import type { Json } from "../../core/json.ts";
import type { ChangedBody } from "./changed-body.ts";
import { isNamedIn } from "./named-locations.ts";

/** A part of valid bodies that an endpoint refuses, as far as its refusals have shown it. */
export interface Cause {
  /** True if a body has it, as far as is known, so that it would be refused. */
  shares(body: Json): boolean;
  /** The body without it, changed as little as can be; undefined where there is none that makes the same claim. */
  without(body: Json, changed: ChangedBody): Json | undefined;
  /** Takes in a body that was refused for it. */
  refused(body: Json): void;
  /** Takes in a body that was accepted. */
  accepted(body: Json): void;
}

/** A cause that is a condition on the body. */
export class ConditionCause implements Cause {
  readonly #condition: Schema;
  readonly #words: string;
  /** True once a body that meets the condition was accepted: it says too much, and no body is spared for it. */
  #isTooWide = false;

  /** @param words of the refusal: of two parts of the condition, the one that they name is changed */
  constructor(condition: Schema, words: string) {
    this.#condition = condition;
    this.#words = words;
  }

  #holds(body: Json): boolean {
    return compiled(this.#condition)(body);
  }

  shares(body: Json): boolean {
    return !this.#isTooWide && this.#holds(body);
  }

  without(body: Json, changed: ChangedBody): Json | undefined {
    if (!this.#holds(body)) return undefined;
    const found = partsOf(this.#condition).flatMap(({ names, schema }) => {
      const candidate = changed.nearest(body, [{ not: schema }]);
      const isNamed = names.some((name) => isNamedIn(name, this.#words));
      return candidate === undefined ? [] : [{ candidate, isNamed, cost: costOf(body, candidate) }];
    });
    return found.sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || a.cost - b.cost)[0]?.candidate;
  }

  refused(): void {}

  accepted(body: Json): void {
    this.#isTooWide ||= this.#holds(body);
  }
}

/** Conditions that a body meets all of where it meets the whole one, each with the members that it speaks of. */
function partsOf(condition: Schema): { readonly names: readonly string[]; readonly schema: SchemaObject }[] {
  if (typeof condition === "boolean") return [];
  const { properties = {}, required = [], ...rest } = condition;
  const names = [...new Set([...Object.keys(properties), ...required])];
  const members = names.map((name) => {
    const member = properties[name];
    return {
      names: [name],
      schema: {
        ...(required.includes(name) ? { required: [name] } : {}),
        ...(member === undefined ? {} : { properties: { [name]: member } }),
      },
    };
  });
  return Object.keys(rest).length === 0 ? members : [...members, { names: [], schema: rest }];
}

/** The number of characters of all that is otherwise. */
const costOf = (before: Json, after: Json): number =>
  JSON.stringify(changesBetween(before, after)).length + JSON.stringify(changesBetween(after, before)).length;
