import type { Draft } from "../cases/kind.ts";
import type { Violation } from "../checks/check.ts";
import { CHECKS } from "../checks/index.ts";
import { type InstancePointer, pointerBelow, WHOLE } from "../contract/pointers.ts";
import type { RequestInstance } from "../contract/request-schema.ts";
import { resourceOf } from "../contract/resource.ts";
import { isUnexplained } from "../findings/failing/failing-requests.ts";
import { type Finding, fails } from "../findings/finding.ts";
import { fingerprintOf } from "../findings/fingerprint.ts";
import { tellsLess } from "../findings/worth.ts";
import { identityOf } from "../http/case-origin.ts";
import { type Answer, type Case, isFailure } from "../http/exchange.ts";
import { Budget } from "../http/retry.ts";
import type { ShrunkEvent } from "./events.ts";
import type { GiveUp } from "./give-up.ts";
import { judge } from "./judge.ts";
import type { Judging } from "./judging.ts";
import type { PreparedRun } from "./prepare.ts";
import type { Room } from "./room.ts";
import type { Sender } from "./sender.ts";
import { hint, shrink } from "./shrink.ts";
import type { SuppliedDraft, Supplies, Used } from "./supplies.ts";

/** Number of requests that shrinking one finding may cost. */
const MOST_REQUESTS = 60;

/** Causes of one failure that are told apart, at most. */
const MOST_CAUSES = 3;

/** Number of requests to the embedded endpoint that shrinking one finding may send: it costs nobody anything. */
const MOST_ON_SANDBOX = 2000;

/** The components that shrinking asks. */
export interface ShrinkingParts {
  readonly sender: Sender;
  readonly giveUp: GiveUp;
  readonly judging: Judging;
  readonly room: Room;
  /** Makes what has to be there before each request; absent where nothing has. */
  readonly supplies?: Supplies | undefined;
}

/** A request that was sent, and the exchange where it shows a finding. */
interface Shown extends Used {
  readonly shown?: Pick<Finding, "violation" | "case" | "answer">;
}

/** Looks for simpler requests that show a run's findings, of those which make it fail. */
export class Shrinking {
  readonly #run: PreparedRun;
  readonly #sender: Sender;
  readonly #giveUp: GiveUp;
  readonly #judging: Judging;
  readonly #room: Room;
  readonly #supplies: Supplies | undefined;
  /** Number of the drafts whose failure may have any cause, one that another one has too. */
  #unexplained = 0;
  /** The drafts of the cases that represent such findings, by the cases' ids. */
  readonly #drafts = new Map<string, { readonly draft: Draft; readonly kind: string }>();

  constructor(run: PreparedRun, { sender, giveUp, judging, room, supplies }: ShrinkingParts) {
    this.#run = run;
    this.#sender = sender;
    this.#giveUp = giveUp;
    this.#judging = judging;
    this.#room = room;
    this.#supplies = supplies;
  }

  /** Number of the plan's requests that shrinking may take. */
  get cost(): number {
    const findings = this.#drafts.size - this.#unexplained + Math.min(this.#unexplained, MOST_CAUSES);
    return this.#run.options.target.shrinksFree ? 0 : findings * MOST_REQUESTS;
  }

  /** Remembers the draft of a case that represents one of the findings which it has shown. */
  note({ id, origin: { kind } }: Case, draft: Draft, findings: readonly Finding[]): void {
    const own = findings.filter((finding) => finding.case.id === id && fails(finding));
    if (own.length === 0 || this.#drafts.has(id)) return;
    this.#drafts.set(id, { draft, kind });
    if (own.every(({ check, violation }) => isUnexplained(check, violation))) this.#unexplained += 1;
  }

  /**
   * Yields one event for each finding that a simpler request shows.
   * @param kept requests that are not to be spent
   */
  async *shrinkAll(findings: readonly Finding[], kept: number): AsyncGenerator<ShrunkEvent, void> {
    for (const finding of findings) {
      const known = this.#drafts.get(finding.case.id);
      if (!fails(finding) || known === undefined || !this.#isInstance(known.draft)) continue;
      const shrunk = await this.#shrink(finding, known.kind, known.draft, kept);
      if (shrunk) yield shrunk;
    }
  }

  /** True if a draft's request is an instance as a whole: it has the body that the operation takes, as a value. */
  #isInstance({ body, text }: Draft): boolean {
    const { requestBody } = this.#run.context.underTest.operation;
    return text === undefined && (body !== undefined || requestBody === undefined);
  }

  /** Sends simpler and simpler requests while they show the finding. */
  async #shrink(
    finding: Finding,
    kind: string,
    draft: Draft,
    kept: number,
  ): Promise<ShrunkEvent | undefined> {
    const { target } = this.#run.options;
    const { underTest } = this.#run.context;
    const own = target.shrinksFree ? new Budget(MOST_ON_SANDBOX) : undefined;
    const most = own ? MOST_ON_SANDBOX : Math.max(0, Math.min(this.#sender.left - kept, MOST_REQUESTS));
    let tries = 0;
    let last: Pick<Finding, "violation" | "case" | "answer"> | undefined;
    const shows = async (request: Partial<RequestInstance>): Promise<boolean> => {
      const name = `${draft.name}/shrunk/${tries++}`;
      const shown = await this.#showing(finding, kind, { ...draft, ...request, name }, own);
      if (shown) last = shown;
      return shown !== undefined;
    };
    const pointers = this.#pointersInBody(finding);
    const start = hint(underTest, draft, pointers, finding.case.seed);
    const isHinted = start !== undefined && (await shows({ body: start }));
    const { path } = await shrink(
      underTest,
      isHinted ? { ...draft, body: start } : draft,
      shows,
      most - tries,
    );
    if (last === undefined) return undefined;
    const { deviation, case: origin } = finding;
    const fingerprint = finding.shownAs ?? finding.fingerprint;
    const shrunk = { origin: origin.id, path: { ...(isHinted ? { pointers } : {}), steps: path } };
    return { type: "shrunk", fingerprint, ...(deviation ? { deviation } : {}), ...last, shrunk };
  }

  /** The exchange of a simpler draft, where it shows the finding with as many values. */
  async #showing(
    finding: Finding,
    kind: string,
    draft: Draft,
    own: Budget | undefined,
  ): Promise<Pick<Finding, "violation" | "case" | "answer"> | undefined> {
    const supplies = this.#supplies;
    // What comes before a request takes its room with that of the request, so that none waits for itself.
    const room = supplies?.room === this.#room ? 2 : 1;
    if (!(await this.#room.enter(room))) return undefined;
    try {
      if (supplies === undefined) return (await this.#shownBy(finding, kind, draft, own)).shown;
      const use = async (supplied: SuppliedDraft): Promise<Shown> =>
        "reason" in supplied ? {} : this.#shownBy(finding, kind, supplied.draft, own);
      return (await supplies.with(draft, use, undefined, this.#room))?.shown;
    } finally {
      this.#room.leave(room);
    }
  }

  /** Sends a draft once. */
  async #shownBy(finding: Finding, kind: string, draft: Draft, own: Budget | undefined): Promise<Shown> {
    const bound = this.#run.bind(kind, draft);
    const left = own ? own.left : this.#sender.left;
    if ("skipped" in bound || left <= 0 || this.#giveUp.isOver) return {};
    const sent = bound.case;
    const answer = await this.#sender.send(sent.request, own);
    if (isFailure(answer)) return { sent };
    const violation = this.#violationOf(finding, sent, answer);
    // A body that loses what tells of the finding is not simpler.
    if (violation === undefined || tellsLess(violation, finding.violation)) return { sent, answer };
    return { sent, answer, shown: { violation, case: { ...sent, ...identityOf(finding.case) }, answer } };
  }

  /** A violation that shows the finding: not one that is known at the same place. */
  #violationOf(finding: Finding, sent: Case, answer: Answer): Violation | undefined {
    return judge(this.#run.options.contract, CHECKS, sent, answer)
      .flatMap(({ check, violations = [] }) => violations.map((violation) => ({ check, violation })))
      .find(
        ({ check, violation }) =>
          fingerprintOf(sent.operation, check, violation.subject) ===
            (finding.shownAs ?? finding.fingerprint) &&
          this.#judging.shows(finding, { violation, case: sent, answer }),
      )?.violation;
  }

  /** The instance locations of the request that correspond to a finding's locations in the answer. */
  #pointersInBody({ violation: { at, also } }: Finding): InstancePointer[] {
    const resource = resourceOf(this.#run.context.underTest.operation)?.pointer ?? WHOLE;
    const inBody = (pointer: InstancePointer) =>
      resource !== WHOLE && pointer.startsWith(`${resource}/`) ? pointerBelow(resource, pointer) : pointer;
    return [at, ...(also === undefined ? [] : [also])].map(inBody);
  }
}
