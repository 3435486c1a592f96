import { boundary } from "../cases/boundary.ts";
import { KINDS } from "../cases/index.ts";
import type { Planned } from "../cases/kind.ts";
import { probe } from "../cases/probe.ts";
import { dotted, isObject, type Json, valueAt } from "../core/json.ts";
import { cut, line } from "../core/output/sinks.ts";
import { type Boundary, boundariesOf } from "../coverage/boundaries.ts";
import { coveredName } from "../coverage/covered-name.ts";
import { type HeldLevel, InstanceLevels, inOneItem } from "../coverage/instance-levels.ts";
import { ABSENT, occurrences } from "../generation/covering/levels.ts";
import { type Fault, isGuardFault } from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { asJson } from "../generation/requests.ts";
import type { Case } from "../http/exchange.ts";

/** Characters of a list of fields or values in a title. */
const MOST_OF_LIST = 90;
/** Characters of the clause that a fault breaks, and of a wrong value. */
const MOST_OF_CLAUSE = 100;
const MOST_OF_VALUE = 40;

/** Characters of the sentence that a case is about. */
const MOST_OF_SENTENCE = 140;

/** A planned case that is one request. */
type PlannedCase = Extract<Planned, { readonly case: Case }>;

/** Fields of which a case says how they go together, at most: more of them take long to count. */
const MOST_LEVELS = 5000;

/**
 * Titles that say what cases test, each ending in the case's id: `size: small, accepted and echoed (covering/12)`. A valid
 * case is told by the values that no case before it has had, or else by the pairs of values, so that titles are asked for in the
 * order of the plan.
 */
export class CaseTitles {
  readonly #underTest: OperationUnderTest;
  readonly #tag: string;
  readonly #levels: InstanceLevels;
  readonly #size: number;
  readonly #seen = new Set<number>();
  /** The sides of bounds that no case of the kind that tests them has had. */
  #open: readonly Boundary[];

  /** @param tag of the run, which titles leave out, because the next run has another one */
  constructor(underTest: OperationUnderTest, tag: string) {
    const { model } = underTest.requests.covering;
    this.#underTest = underTest;
    this.#tag = tag;
    this.#levels = new InstanceLevels(model);
    this.#size = model.levelCount;
    this.#open = underTest.requests.locations.flatMap(boundariesOf);
  }

  /** The title of the plan's next case. */
  of(planned: Planned): string {
    const { id } = "case" in planned ? planned.case : planned;
    // A recorded case may stand in several recordings.
    const from = "case" in planned && planned.case.source !== undefined ? `, ${planned.case.source}` : "";
    return line(`${this.#claimOf(planned)} (${id}${from})`);
  }

  #claimOf(planned: Planned): string {
    if (!("case" in planned)) return KINDS.find(({ id }) => id === planned.origin.kind)?.sends ?? "requests";
    const { expect, fault, body, request, resource } = planned.case;
    if (fault !== undefined) return `${this.#faultOf(fault, body)}, refused`;
    if (resource !== undefined) return `${resource.step} what ${resource.exists ? "exists" : "is gone"}`;
    const told =
      this.#sentenceOf(planned) ??
      this.#boundsOf(planned.case) ??
      this.#noveltyOf(planned.case) ??
      (isObject(body) ? listed(Object.keys(body), "field") : `${request.method} ${request.path}`);
    return `${told}, ${expect === "accept" ? "accepted and echoed" : expect === "reject" ? "refused" : "observed"}`;
  }

  /** The sentence that a case is about: that of a rule that it keeps, or of a relation that the docs leave open. */
  #sentenceOf({ case: planned, draft }: PlannedCase): string | undefined {
    const { rules, probes } = this.#underTest.operation;
    const { kind, name } = planned.origin;
    const id =
      draft?.about && "rule" in draft.about ? draft.about.rule : kind === probe.id ? name : undefined;
    const rule = rules.find((one) => one.id === id);
    const found = rule ?? probes.find((one) => one.id === id);
    if (found === undefined) return undefined;
    const state = rule === undefined ? "" : planned.expect === "accept" ? ": kept" : ": broken";
    return `${cut(found.sentence, MOST_OF_SENTENCE).replace(/\.$/, "")}${state}`;
  }

  /** The sides of bounds that a case is the first to hold; undefined for one that is not about bounds. */
  #boundsOf({ origin, expect, operation, body, parameters }: Case): string | undefined {
    if (origin.kind !== boundary.id || expect !== "accept" || operation !== this.#underTest.operation.id)
      return undefined;
    const members = parameters ?? this.#underTest.baseParameters;
    const request = asJson({ ...members, ...(body === undefined ? {} : { body }) });
    const fresh = this.#open.filter(({ location, accepts }) =>
      occurrences(location, request).some(({ value }) => accepts(value)),
    );
    this.#open = this.#open.filter((one) => !fresh.includes(one));
    const told = fresh.map(({ location, side }) => `${coveredName(location)}: ${side}`);
    return told.length === 0 ? "values that are known to break systems" : listed(told, "bound");
  }

  /** The fault of a request, and the clause that it breaks. */
  #faultOf(fault: Fault, body: Json | undefined): string {
    const clause = `where the docs say ${cut(fault.expected, MOST_OF_CLAUSE).replace(/\.$/, "")}`;
    if (isGuardFault(fault)) return `${fault.guard.replaceAll("-", " ")} ${clause}`;
    if (fault.kind === "request") return `${fault.how.replaceAll("-", " ")} ${clause}`;
    if (fault.kind === "several") return `several faults ${clause}`;
    const place = fault.at === "" ? "the body" : dotted(fault.at);
    const value = fault.kind === "schema" ? this.#shown(body, fault.at) : undefined;
    return `${place}${value === undefined ? "" : `: ${value}`} ${clause}`;
  }

  /** A wrong value where it is short and alike in every run. */
  #shown(body: Json | undefined, at: string): string | undefined {
    const value = body === undefined ? undefined : valueAt(body, at);
    if (value === undefined) return body === undefined ? undefined : "left out";
    const text = JSON.stringify(value);
    return text.length > MOST_OF_VALUE || text.includes(this.#tag) ? undefined : text;
  }

  /** The values of a valid case that no case before it has had, or else the pairs of values; undefined where there is nothing new. */
  #noveltyOf({ expect, operation, body, parameters }: Case): string | undefined {
    if (expect !== "accept" || operation !== this.#underTest.operation.id) return undefined;
    const members = parameters ?? this.#underTest.baseParameters;
    const held = this.#levels.of(asJson({ ...members, ...(body === undefined ? {} : { body }) }));
    const values = held.filter(({ level }) => !this.#seen.has(level));
    for (const { level } of values) this.#seen.add(level);
    const pairs = this.#pairsOf(held);
    const told = values.filter(isThere).map(levelName);
    if (told.length > 0) return listed([...new Set(told)], "value");
    const [first] = pairs.filter((pair) => pair.every(isThere));
    if (first === undefined) return undefined;
    const more = moreOf(pairs.length - 1, "pair");
    return `${first.map(levelName).join(" with ")}${more === "" ? "" : `${more} of values`}`;
  }

  /** The pairs of values that no case before has had. */
  #pairsOf(held: readonly HeldLevel[]): (readonly [HeldLevel, HeldLevel])[] {
    if (this.#size > MOST_LEVELS) return [];
    return held.flatMap((one, index) =>
      held.slice(index + 1).flatMap((other) => {
        const pair = (one.level + 1) * this.#size + other.level;
        if (this.#seen.has(pair) || !inOneItem(one, other)) return [];
        this.#seen.add(pair);
        return [[one, other] as const];
      }),
    );
  }
}

const labelOf = ({ factor, level }: HeldLevel): string => factor.levels[level - factor.offset]?.label ?? "";

const isThere = (held: HeldLevel): boolean => labelOf(held) !== ABSENT;

const levelName = (held: HeldLevel): string =>
  `${coveredName(held.factor.location)}: ${labelOf(held).replace(WORD, "$1")}`;

/** A text that nobody takes for another JSON value without its quotes. */
const WORD = /^"(?!true"|false"|null")([a-z_][\w.-]*)"$/i;

const moreOf = (count: number, noun: string): string =>
  count === 0 ? "" : ` and ${count} more ${noun}${count === 1 ? "" : "s"}`;

/** A list as far as it is short, and how many more there are. */
function listed(names: readonly string[], noun: string): string {
  let text = "";
  for (const [index, name] of names.entries()) {
    const next = text === "" ? name : `${text}, ${name}`;
    if (index > 0 && next.length > MOST_OF_LIST) return `${text}${moreOf(names.length - index, noun)}`;
    text = next;
  }
  return text || "an empty body";
}
