import type { Planned } from "../../cases/kind.ts";
import { isSuccess } from "../../contract/resource.ts";
import type { Json } from "../../core/json.ts";
import type { KnownDifferences } from "../../findings/deviations.ts";
import type { JudgedEvent, RunEvent } from "../events.ts";
import type { PreparedRun } from "../prepare.ts";
import { type Adapted, Adapter } from "./adapter.ts";
import type { Cause } from "./cause.ts";
import type { Member, Reason } from "./reason.ts";
import { Reasons } from "./reasons.ts";
import { searched } from "./search.ts";

/** The share of a run's requests that searches for causes may take, and their number at least. */
const MOST_OF_RUN = 0.1;
const LEAST = 20;

/** A search for the cause of a reason, which waits for the answer to a case. */
interface Search {
  readonly reason: Reason;
  readonly member: Member;
  readonly steps: Generator<Json, Cause | undefined, boolean>;
  id: string;
}

/**
 * Keeps a refusal of valid bodies from hiding what else a run would find: once it is known, or has come twice, the cases
 * that share its cause are sent again without it, and those that are still to come are changed before they are sent.
 */
export class Adapting {
  readonly #adapter: Adapter;
  readonly #reasons: Reasons;
  /** The drafts that were sent and are not judged yet, by the ids of their cases. */
  readonly #sent = new Map<string, Member>();
  /** Cases to send before the plan goes on. */
  readonly #next: Planned[] = [];
  #search: Search | undefined;
  #asksLeft: number;

  constructor(run: PreparedRun, differences: KnownDifferences) {
    this.#adapter = new Adapter(run);
    this.#reasons = new Reasons(differences);
    this.#asksLeft = Math.max(LEAST, Math.floor(run.options.requests * MOST_OF_RUN));
  }

  /** The plan's cases, and in between those that are sent again. */
  around(plan: Iterator<Planned> | AsyncIterator<Planned>): AsyncIterator<Planned, undefined> {
    return {
      next: async () => {
        const again = this.#next.shift();
        if (again !== undefined) return { value: again };
        const { done, value } = await plan.next();
        return done ? { done, value: undefined } : { value: this.#instead(value) };
      },
    };
  }

  /** A planned case without what would be refused; itself where there is no such thing. */
  #instead(planned: Planned): Planned {
    if (!("case" in planned) || !planned.draft) return planned;
    const { draft, case: sent } = planned;
    const { body } = draft;
    if (body === undefined || draft.text !== undefined) return planned;
    const family = { kind: sent.origin.kind, planned: draft, changes: new Set<string>() };
    const member = { family, draft: { ...draft, body } };
    const reasons = this.#reasons.atWork.filter((reason) => reason.isIn(body));
    const isTrial = draft.expect === "accept" && reasons.some((reason) => reason.isToBeTried());
    const adapted = isTrial ? undefined : this.#adapter.without(member, reasons);
    return this.#sends(adapted ?? { planned, member });
  }

  #sends({ planned, member }: Adapted): Planned {
    if (member.draft.expect === "accept") this.#sent.set(planned.case.id, member);
    return planned;
  }

  /** Takes in the events of what was played. */
  note(events: readonly RunEvent[]): void {
    for (const event of events) {
      if (event.type === "judged") this.#judged(event);
      if (event.type === "skipped") this.#lost(event.id);
      if (event.type === "exchanged" && event.exchange.failure) this.#lost(event.exchange.case.id);
    }
  }

  /** Forgets a case that brought no answer. */
  #lost(id: string): void {
    this.#sent.delete(id);
    if (this.#search?.id === id) this.#goOn(this.#search, true);
  }

  #judged(event: JudgedEvent): void {
    const { id } = event.case;
    const member = this.#sent.get(id);
    if (member === undefined) return;
    this.#sent.delete(id);
    const { body, adapted } = member.draft;
    if (isSuccess(event.answer.status)) this.#reasons.take(body, adapted?.refusals);
    const reasons = this.#reasons.of(event);
    const search = this.#search?.id === id ? this.#search : undefined;
    for (const reason of reasons)
      reason.refuse(body, search === undefined && adapted?.refusals.includes(reason.text) === true);
    if (search) this.#goOn(search, reasons.includes(search.reason));
    else this.#refused(member, reasons);
  }

  /** Sends a refused draft again without what it was refused for, or looks for what that is. */
  #refused(member: Member, reasons: readonly Reason[]): void {
    const atWork = reasons.filter(({ isAtWork }) => isAtWork);
    for (const reason of reasons) if (!isFound(reason)) reason.wait(member);
    const adapted = atWork.length === 0 ? undefined : this.#again(member, atWork);
    const [first] = atWork;
    if (adapted === undefined && first !== undefined && isFound(first)) first.wait(member);
    this.#searchNext();
  }

  /** Sends a draft again, where it can be changed. */
  #again(member: Member, certain: readonly Reason[]): Adapted | undefined {
    const adapted = this.#adapter.without(member, this.#reasons.atWork, certain);
    if (adapted) this.#next.push(this.#sends(adapted));
    return adapted;
  }

  /** Begins to search the cause of a reason for which drafts wait. */
  #searchNext(): void {
    if (this.#search) return;
    const reason = this.#reasons.atWork.find(({ isWaitedFor }) => isWaitedFor);
    const member = reason?.toSearch();
    if (reason === undefined || member === undefined) return;
    const { body } = member.draft;
    const { accepted } = this.#reasons;
    const changed = this.#adapter.changed(member.family);
    const { words, refused } = reason;
    const steps = searched({ body, words, changed, accepted, refused });
    this.#search = { reason, member, steps, id: "" };
    this.#ask(this.#search, steps.next());
  }

  #goOn(search: Search, isRefused: boolean): void {
    this.#ask(search, search.steps.next(isRefused));
  }

  /** Sends what a search asks for next, or ends it and sends again what has waited for it. */
  #ask(search: Search, first: IteratorResult<Json, Cause | undefined>): void {
    const { reason, member, steps } = search;
    const refusals = [...(member.draft.adapted?.refusals ?? []), reason.text];
    let step = first;
    while (!step.done && this.#asksLeft > 0) {
      const adapted = this.#adapter.instead(member.family, step.value, refusals);
      if (adapted) {
        this.#asksLeft -= 1;
        search.id = adapted.planned.case.id;
        this.#next.unshift(this.#sends(adapted));
        return;
      }
      step = steps.next(true);
    }
    this.#search = undefined;
    const cause = step.done ? step.value : undefined;
    for (const waiting of reason.found(cause)) this.#again(waiting, [reason]);
    this.#searchNext();
  }
}

const isFound = ({ causes }: Reason): boolean => causes.length > 0;
