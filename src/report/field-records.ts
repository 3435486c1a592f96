import { type Check, clauseAt, type Violation } from "../checks/check.ts";
import { defaults } from "../checks/default.ts";
import { CHECKS } from "../checks/index.ts";
import { invalidRefused } from "../checks/invalid-refused.ts";
import { validAccepted } from "../checks/valid-accepted.ts";
import type { Clause } from "../checks/violation/clause.ts";
import { valuesAtLocation } from "../contract/located-values.ts";
import { isParameter, isWhole, type Location, locationName } from "../contract/locations.ts";
import { instancePointer, locationPattern, patternOf, pointerBelow, WHOLE } from "../contract/pointers.ts";
import { isSuccess, resourceOf } from "../contract/resource.ts";
import type { Json } from "../core/json.ts";
import { InstanceLevels } from "../coverage/instance-levels.ts";
import type { JudgedEvent, RunEvent } from "../engine/events.ts";
import type { Judgement } from "../engine/judge.ts";
import { faultyLocation } from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { asJson } from "../generation/requests.ts";
import type { Case } from "../http/exchange.ts";
import { sample } from "./sample.ts";

/** Values that requests held at a field, with the number of each outcome. */
export interface SentCount {
  /** A value, or what values have in common, as people read it. */
  readonly label: string;
  accepted: number;
  refused: number;
  /** Some of the values. */
  readonly samples: string[];
}

/** One field of a request: what the docs say of it, what was sent there, and which checks judged it. */
export interface FieldReport {
  readonly name: string;
  /** File and JSON pointer of what the docs say. */
  readonly docs: string;
  readonly clause: string;
  readonly required: boolean;
  /** Values that the docs allow. One that no rule allows is not there, and one that was not sent has no counts. */
  readonly values: readonly SentCount[];
  /** Values that the docs do not allow, by the keyword that they break. */
  readonly wrong: readonly SentCount[];
  readonly checks: { readonly [check: string]: { readonly passed: number; readonly failed: number } };
}

interface FieldRecord {
  readonly location: Location;
  readonly values: readonly SentCount[];
  readonly wrong: Map<string, SentCount>;
  readonly checks: Map<string, { passed: number; failed: number }>;
}

/** Checks that judge every field of a valid body in its answer. */
const ECHOED = CHECKS.filter(isAboutFields).map(({ id }) => id);

function isAboutFields({ subjectsOf }: Check): boolean {
  const clause: Clause = { about: "presence", side: "request", at: locationPattern("/a") };
  return (subjectsOf?.(clause, locationPattern("")) ?? []).length > 0;
}

/** Counts by field what a run has sent and how it was judged. */
export class FieldRecords {
  readonly #underTest: OperationUnderTest;
  #fields: readonly FieldRecord[] | undefined;
  #levels: InstanceLevels | undefined;
  /** By the number that a level has over all factors. */
  readonly #counts = new Map<number, SentCount>();
  readonly #byPattern = new Map<string, FieldRecord>();

  constructor(underTest: OperationUnderTest) {
    this.#underTest = underTest;
  }

  add(event: RunEvent): void {
    if (event.type !== "judged" || event.case.operation !== this.#underTest.operation.id) return;
    const { case: sent, answer, judgements } = event;
    const request = this.#requestOf(event);
    const isAccepted = isSuccess(answer.status);
    const mustPass = sent.expect === "accept";
    // What a request holds is judged only where it must be accepted.
    const held = new Set(
      mustPass ? this.#all.filter(({ location }) => valuesAtLocation(request, location).length > 0) : [],
    );
    if (mustPass && event.isAgain !== true) this.#countLevels(request, isAccepted);
    const faulty = sent.fault && this.#at(faultyLocation(sent.fault));
    if (faulty && event.isAgain !== true) this.#countWrong(faulty, event, isAccepted);
    for (const judgement of judgements) this.#countCheck(judgement, sent, held, faulty);
  }

  /** The name of the field that a violation is about; undefined where it is about none. */
  nameOf(violation: Violation): string | undefined {
    const field = this.#fieldOf(violation);
    return field && locationName(field.location);
  }

  report(): FieldReport[] {
    const { document } = this.#underTest.contract;
    return this.#all.map(({ location, values, wrong, checks }) => ({
      name: locationName(location),
      docs: `${document}${location.docs}`,
      clause: clauseAt(location, instancePointer(location.memberPointer)),
      required: location.required,
      values,
      wrong: [...wrong.values()],
      checks: Object.fromEntries(checks),
    }));
  }

  get #all(): readonly FieldRecord[] {
    this.#fields ??= this.#made();
    return this.#fields;
  }

  #made(): FieldRecord[] {
    const { requests } = this.#underTest;
    const { model, array } = requests.covering;
    this.#levels = new InstanceLevels(model);
    return requests.locations
      .filter((location) => !isWhole(location))
      .map((location): FieldRecord => {
        const factor = model.byLocation.get(location);
        const values = (factor?.levels ?? []).flatMap(({ label }, index) => {
          const level = (factor?.offset ?? 0) + index;
          if (!array.isLevelFeasible(level)) return [];
          const count = countOf(label);
          this.#counts.set(level, count);
          return [count];
        });
        const field = { location, values, wrong: new Map(), checks: new Map() };
        // Alternatives share a pattern: the first one stands for it.
        if (!this.#byPattern.has(location.pointer)) this.#byPattern.set(location.pointer, field);
        return field;
      });
  }

  #requestOf({ case: { parameters = this.#underTest.baseParameters, body } }: JudgedEvent): Json {
    return asJson({ ...parameters, ...(body === undefined ? {} : { body }) });
  }

  #countLevels(request: Json, isAccepted: boolean): void {
    const seen = new Set<number>();
    for (const { factor, level } of this.#levels?.of(request) ?? []) {
      const count = this.#counts.get(level);
      if (count === undefined || seen.has(level)) continue;
      seen.add(level);
      count[isAccepted ? "accepted" : "refused"] += 1;
      const label = factor.levels[level - factor.offset];
      if (label?.sample === undefined && count.samples.length < MOST_SAMPLES)
        note(
          count,
          valuesAtLocation(request, factor.location).find(({ value }) => label?.accepts(value))?.value,
        );
    }
  }

  #countWrong({ location, wrong }: FieldRecord, event: JudgedEvent, isAccepted: boolean): void {
    const { fault } = event.case;
    const label =
      fault?.kind === "schema" ? fault.keyword : fault?.kind === "rule" ? `rule ${fault.rule}` : "other";
    const count = wrong.get(label) ?? countOf(label);
    wrong.set(label, count);
    count[isAccepted ? "accepted" : "refused"] += 1;
    note(count, valuesAtLocation(this.#requestOf(event), location)[0]?.value);
  }

  #countCheck(
    { check, violations }: Judgement,
    sent: Case,
    held: ReadonlySet<FieldRecord>,
    faulty: FieldRecord | undefined,
  ): void {
    if (violations === undefined) return;
    const wrong = violations.filter(({ severity }) => severity === "violation");
    const failed = new Set(wrong.flatMap((violation) => this.#fieldOf(violation) ?? []));
    // What is wrong and of no field leaves open which fields passed.
    const passed = wrong.length > failed.size ? [] : this.#judgedBy(check, sent, held, faulty);
    for (const field of new Set([...failed, ...passed])) {
      const count = field.checks.get(check) ?? { passed: 0, failed: 0 };
      field.checks.set(check, count);
      count[failed.has(field) ? "failed" : "passed"] += 1;
    }
  }

  /** The fields that a check judges in the answer to a case. */
  #judgedBy(
    check: string,
    { expect }: Case,
    held: ReadonlySet<FieldRecord>,
    faulty: FieldRecord | undefined,
  ): readonly FieldRecord[] {
    if (check === invalidRefused.id) return faulty ? [faulty] : [];
    if (expect !== "accept") return [];
    if (check === defaults.id)
      return this.#all.filter((field) => field.location.schema.default !== undefined && !held.has(field));
    if (check === validAccepted.id) return [...held];
    return ECHOED.includes(check) ? [...held].filter(({ location }) => !isParameter(location)) : [];
  }

  #fieldOf({ at, docs, subject }: Violation): FieldRecord | undefined {
    const resource = resourceOf(this.#underTest.operation)?.pointer ?? WHOLE;
    const pointer = subject.kind === "location" ? instancePointer(subject.at) : at;
    const below = pointer.startsWith(`${resource}/`) ? pointerBelow(resource, pointer) : undefined;
    return (
      (below === undefined ? undefined : this.#at(below)) ??
      (pointer === "" ? undefined : this.#at(pointer)) ??
      this.#all.find(({ location }) => location.docs === docs)
    );
  }

  /** The field at a pointer into the body. */
  #at(pointer: string): FieldRecord | undefined {
    if (pointer === "") return undefined;
    this.#fields ??= this.#made();
    return this.#byPattern.get(`/body${patternOf(instancePointer(pointer))}`);
  }
}

/** Values that are kept of each count. */
export const MOST_SAMPLES = 3;

const countOf = (label: string): SentCount => ({ label, accepted: 0, refused: 0, samples: [] });

function note({ samples }: SentCount, value: Json | undefined): void {
  if (value === undefined || samples.length >= MOST_SAMPLES) return;
  const text = sample(value);
  if (!samples.includes(text)) samples.push(text);
}
