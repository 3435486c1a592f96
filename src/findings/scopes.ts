import type { Contract } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import type { Answer, Case } from "../http/exchange.ts";
import type { Deviation, Showing } from "./deviations.ts";
import type { Finding } from "./finding.ts";
import { requestParts } from "./request-condition.ts";
import { type Shown, shownBy } from "./seen.ts";
import { seenIn } from "./seen-values.ts";
import { type Parts, smallestCondition } from "./smallest-condition.ts";

/** Exchanges that are kept of each finding, and of each check. */
const MOST_KEPT = 300;

/** Characters of a value that is kept; a longer one is told by its shape. */
const MOST_OF_VALUE = 500;

/** The scope of a known difference: what `contract accept` writes of a finding. */
export type Scope = Pick<Deviation, "when" | "seen" | "change">;

/** An exchange without its answer, which may be large. */
interface Exchanged {
  readonly case: Case;
  readonly status: number;
}

/** The evidence of one finding: the requests that showed it, and what they brought. */
interface Kept {
  readonly exchanges: Exchanged[];
  readonly shown: Shown[];
  readonly changes: Set<string | undefined>;
  /** True once a value was too long to keep. */
  hasLong: boolean;
}

/** Gathers from the exchanges of a run of what each finding is: what came back, and for which requests. */
export class Scopes {
  readonly #contract: Contract;
  readonly #tag: string;
  /** By operation and check, the exchanges that were judged. */
  readonly #judged = new Map<string, Exchanged[]>();
  /** By finding; what is known at the same place counts as a finding of its own. */
  readonly #kept = new Map<string, Kept>();
  /** The parts of the requests that were compared: a large one takes long to parse, and is compared with many findings. */
  readonly #parts = new Map<Case, Parts>();

  /** @param tag of the run, which stands in values that are new each time */
  constructor(contract: Contract, tag: string) {
    this.#contract = contract;
    this.#tag = tag;
  }

  /** Takes in an exchange that a check has judged. */
  judged(check: string, sent: Case, answer: Answer): void {
    keep(
      at(this.#judged, `${sent.operation} ${check}`, () => []),
      { case: sent, status: answer.status },
    );
  }

  /** Takes in an exchange that shows a finding. */
  add(finding: Pick<Finding, "fingerprint" | "deviation">, { violation, case: sent, answer }: Showing): void {
    const kept = at(this.#kept, keyOf(finding), newKept);
    kept.changes.add(violation.change);
    const shown = shownBy(violation, answer);
    if (isLong(shown)) kept.hasLong = true;
    else keep(kept.shown, shown);
    if (kept.exchanges.at(-1)?.case !== sent) keep(kept.exchanges, { case: sent, status: answer.status });
  }

  /** The scope of a finding, as tight as the exchanges support; the finding's own exchange is the simplest. */
  scopeOf(finding: Finding): Scope {
    // The fingerprint of a cause says all that its places have alike.
    if (finding.locations !== undefined) return {};
    const { exchanges: all, shown, changes, hasLong } = this.#kept.get(keyOf(finding)) ?? newKept();
    const exchanges = this.#exchangesOf(finding, all);
    const own = shownBy(finding.violation, finding.answer);
    const seen = seenIn([own, ...shown], (text) => hasLong || text.includes(this.#tag));
    const { change } = finding.violation;
    const when = smallestCondition(
      {
        showing: [finding.case, ...exchanges.map((one) => one.case)].map(this.#partsOf),
        others: this.#others(finding, exchanges),
      },
      documentedOperation(this.#contract, finding.case.operation).requestSchema,
    );
    const isOne = change !== undefined && changes.size === 1 && changes.has(change);
    return { ...(when ? { when } : {}), seen, ...(isOne ? { change } : {}) };
  }

  /** Those of a finding, or of the one of several causes that it is. */
  #exchangesOf({ members, shownAs, deviation }: Finding, all: readonly Exchanged[]): readonly Exchanged[] {
    if (members === undefined || shownAs === undefined) return all;
    const { exchanges } =
      this.#kept.get(keyOf({ fingerprint: shownAs, ...(deviation ? { deviation } : {}) })) ?? newKept();
    return exchanges.filter((one) => members.includes(one.case));
  }

  /** Requests that the check judged by an answer of the same status, and that show nothing at the finding's place. */
  #others({ fingerprint, check, members, case: { operation } }: Finding, showing: readonly Exchanged[]) {
    if (members !== undefined)
      return (this.#judged.get(`${operation} ${check}`) ?? [])
        .filter((one) => !members.includes(one.case))
        .map((one) => this.#partsOf(one.case));
    const statuses = new Set(showing.map(({ status }) => status));
    const shows = new Set(
      [...this.#kept]
        .filter(([key]) => key.startsWith(`${fingerprint} `))
        .flatMap(([, { exchanges }]) => exchanges.map((one) => one.case)),
    );
    return (this.#judged.get(`${operation} ${check}`) ?? [])
      .filter((one) => statuses.has(one.status) && !shows.has(one.case))
      .map((one) => this.#partsOf(one.case));
  }

  readonly #partsOf = (sent: Case): Parts => at(this.#parts, sent, () => requestParts(sent));
}

const newKept = (): Kept => ({ exchanges: [], shown: [], changes: new Set(), hasLong: false });

const isLong = (shown: Shown): boolean =>
  "value" in shown && (JSON.stringify(shown.value)?.length ?? 0) > MOST_OF_VALUE;

const keyOf = ({ fingerprint, deviation }: Pick<Finding, "fingerprint" | "deviation">): string =>
  `${fingerprint} ${deviation === undefined ? "" : JSON.stringify(deviation)}`;

function keep<T>(list: T[], item: T): void {
  if (list.length < MOST_KEPT) list.push(item);
}

function at<K, T>(map: Map<K, T>, key: K, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
