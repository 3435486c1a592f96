import type { RequestInstance } from "../contract/request-schema.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { FuzzedRequests } from "./shared/fuzzed-requests.ts";

/**
 * Random requests, endless, each from its own seed: valid ones biased to special values, and one in three with faults.
 * One in three is a mutant of a case whose answer was new, and has that case's name before its own number: `12.40`.
 */
export const fuzz: Kind = {
  id: "fuzz",
  sends: "random requests, without end, some with faults",
  *drafts(context) {
    const fuzzer = new Fuzzer(context);
    if (!fuzzer.varies) return;
    for (let index = 0; ; index++) yield fuzzer.draft(fuzzer.lineageAt(index));
  },
  named(context, name) {
    const lineage = lineageOf(name);
    return lineage && new Fuzzer(context).draft(lineage);
  },
};

/** The numbers of the case's ancestors, the eldest first, and its own at the end. */
type Lineage = readonly number[];

const nameOf = (lineage: Lineage): string => lineage.join(".");

/** Reads a name that `nameOf` has written; undefined for any other text. */
const lineageOf = (name: string): Lineage | undefined =>
  /^\d+(\.\d+)*$/.test(name) ? name.split(".").map(Number) : undefined;

/** Mutations that one request may have behind it at most: each is made again when a case is replayed. */
const MOST_GENERATIONS = 6;

/** Makes the cases of one run, and keeps the cases that it can mutate. */
class Fuzzer {
  readonly #context: KindContext;
  readonly #fuzzed: FuzzedRequests;
  /** Number of interesting cases that were considered. */
  #seen = 0;
  /** The cases whose answers were new so far. */
  readonly #parents: Lineage[] = [];
  /** Their requests by name, as far as they were needed: else the ancestors of each would be made again each time. */
  readonly #requests = new Map<string, RequestInstance>();

  constructor(context: KindContext) {
    this.#context = context;
    this.#fuzzed = new FuzzedRequests(context.underTest);
  }

  get varies(): boolean {
    return this.#fuzzed.varies;
  }

  /** The number of the case, after the lineage of its parent where it has one. */
  lineageAt(index: number): Lineage {
    this.#look();
    const random = randomOf(seedOf(this.#context.underTest.seed, `${fuzz.id}/parent/${index}`));
    const parents = this.#parents;
    if (parents.length === 0 || random.nextInt(0, 2) > 0) return [index];
    return [...(parents[random.nextInt(0, parents.length - 1)] ?? []), index];
  }

  draft(lineage: Lineage): Draft {
    const { requests, seed } = this.#context.underTest;
    const name = nameOf(lineage);
    const random = randomOf(seedOf(seed, `${fuzz.id}/${name}`));
    const fresh = requests.random(random);
    const { request, ...meaning } =
      lineage.length === 1
        ? this.#fuzzed.varied(fresh, random)
        : this.#fuzzed.mutant(this.#request(lineage.slice(0, -1)), fresh, random);
    return { name, ...request, ...meaning, priority: PRIORITY.fuzz };
  }

  #look(): void {
    const { interesting = [] } = this.#context;
    for (; this.#seen < interesting.length; this.#seen++) {
      const origin = interesting[this.#seen];
      const lineage = origin?.kind === fuzz.id ? lineageOf(origin.name) : undefined;
      if (lineage !== undefined && lineage.length < MOST_GENERATIONS) this.#parents.push(lineage);
    }
  }

  #request(lineage: Lineage): RequestInstance {
    const name = nameOf(lineage);
    const known = this.#requests.get(name) ?? requestOf(this.draft(lineage));
    this.#requests.set(name, known);
    return known;
  }
}

const requestOf = ({ path = {}, query = {}, header = {}, body }: Draft): RequestInstance => ({
  path,
  query,
  header,
  ...(body === undefined ? {} : { body }),
});
