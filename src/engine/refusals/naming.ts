import type { Draft } from "../../cases/kind.ts";
import { isSuccess } from "../../contract/resource.ts";
import { equal, valueAt } from "../../core/json.ts";
import type { PlacedFault } from "../../generation/fault.ts";
import { type Case, jsonOf } from "../../http/exchange.ts";
import type { JudgedEvent, RunEvent } from "../events.ts";
import { namedFaults } from "./named-faults.ts";

/** Faults that one answer must name at least for an endpoint to count as one that names them all. */
const LEAST_NAMED = 2;

/** Bodies with many faults that crash the endpoint before no more of them are sent. */
const MOST_CRASHES = 3;

/** Faults of one body that are sent alone at once because its answer does not name them; the others come in their turn. */
const MOST_AT_ONCE = 6;

/** Faults that are alike and are sent alone at once, in a run: what endpoints do alike at many places is one cause. */
const MOST_ALIKE = 3;

/** The kind whose cases have one fault each, or many for this to read. */
const KIND = "invalid";

/**
 * Reads from the answers to bodies with many faults which of them an endpoint names: those need no request of their own. Where
 * it names one at most, or in words that fit several, each fault is sent alone.
 */
export class Naming {
  /** The names of the cases whose fault was named beside others. */
  readonly #named = new Set<string>();
  readonly #alone: string[] = [];
  readonly #seenAlone = new Map<string, number>();
  #namesAll: boolean | undefined;
  #crashes = 0;

  /** True once a fault was named beside others. */
  isNamed(name: string): boolean {
    return this.#named.has(name);
  }

  /** True if an endpoint names all faults of a body; undefined before there was an answer that tells. */
  get namesAll(): boolean | undefined {
    return this.#namesAll;
  }

  /** True if a body with many faults has crashed the endpoint, so that another one may tell. */
  get hasCrashed(): boolean {
    return this.#crashes > 0;
  }

  /** Takes the name of a case to send next, because its fault was not named beside others; undefined where there is none. */
  takeNext(): string | undefined {
    return this.#alone.shift();
  }

  /** Takes in the events of what was played. */
  note(events: readonly RunEvent[]): void {
    for (const event of events) if (event.type === "judged") this.#judged(event);
  }

  #judged({ case: sent, answer }: JudgedEvent): void {
    const { fault } = sent;
    if (fault?.kind !== "several" || fault.each === undefined || this.#namesAll === false) return;
    if (answer.status >= 500) this.#crash();
    else {
      const there = fault.each.filter((one) => isThere(one, sent));
      const named = isSuccess(answer.status) ? new Set<PlacedFault>() : namedFaults(there, jsonOf(answer));
      if (this.#namesAll === undefined) this.#namesAll = named.size >= LEAST_NAMED;
      for (const { name } of named) this.#named.add(name);
      if (this.#namesAll) this.#askAlone(there.filter((one) => !named.has(one)));
    }
  }

  #crash(): void {
    this.#crashes += 1;
    if (this.#crashes === MOST_CRASHES) this.#namesAll ??= false;
  }

  /** Of faults that are alike, one is sent alone before the others, and no more than a few at once. */
  #askAlone(faults: readonly PlacedFault[]): void {
    const seen = ({ kind }: PlacedFault) => this.#seenAlone.get(kind) ?? 0;
    const sorted = faults.toSorted((one, other) => seen(one) - seen(other));
    for (const fault of sorted.filter((one) => seen(one) < MOST_ALIKE).slice(0, MOST_AT_ONCE)) {
      this.#seenAlone.set(fault.kind, seen(fault) + 1);
      this.#alone.push(fault.name);
    }
  }
}

/** The cases of one plan that are not to be sent, because what was named has told them, or because they were sent before their turn. */
export class Settled {
  readonly #naming: Naming;
  readonly #sent = new Set<string>();
  #isAsked = false;

  constructor(naming: Naming) {
    this.#naming = naming;
  }

  /** True where a case of a kind would tell nothing new. */
  has(kind: string, { name, fault }: Draft): boolean {
    if (kind !== KIND) return false;
    if (fault?.kind !== "several" || fault.each === undefined) return this.#isTold(name);
    const { namesAll, hasCrashed } = this.#naming;
    if (namesAll === undefined) return this.#isAsked && !hasCrashed;
    return !namesAll || fault.each.every((one) => this.#isTold(one.name));
  }

  /** Takes in that a case is planned. */
  plans(kind: string, { name, fault }: Draft): void {
    if (kind !== KIND) return;
    if (fault?.kind === "several") this.#isAsked = true;
    else this.#sent.add(name);
  }

  /** The name of a case to plan before the others; undefined where there is none. */
  next(): string | undefined {
    let name = this.#naming.takeNext();
    while (name !== undefined && this.#isTold(name)) name = this.#naming.takeNext();
    return name;
  }

  #isTold(name: string): boolean {
    return this.#sent.has(name) || this.#naming.isNamed(name);
  }
}

/** True if a case was sent with the faulty value: what a refusal of valid bodies has changed may be gone. */
const isThere = ({ at, value }: PlacedFault, { body }: Case): boolean =>
  body !== undefined && equal(valueAt(body, at), value);
