import type { Draft, Planned, Supplied } from "../cases/kind.ts";
import { plan } from "../cases/shared/plan-case.ts";
import type { Operation } from "../contract/contract.ts";
import { outerIds, outerValues } from "../contract/nested-path.ts";
import { memberOf, type Precondition } from "../contract/precondition.ts";
import { endsIn, isSuccess, resourceOf } from "../contract/resource.ts";
import { idOf } from "../contract/resource-path.ts";
import { isObject, type Json, valueAt } from "../core/json.ts";
import { type Answer, type Case, isFailure, jsonOf, type ResourceState } from "../http/exchange.ts";
import type { Cleanup } from "../journal/cleanup.ts";
import type { PreparedRun } from "./prepare.ts";
import { failureWords, wordsOf } from "./refusal-words.ts";
import type { Room } from "./room.ts";
import type { Sender } from "./sender.ts";

/** A resource that was made for an operation, and is kept for its next case. */
interface Kept {
  /** The key by which it is known to exist. */
  readonly id: string | undefined;
  /** Its key, and that of what it is in, which nothing deletes while it is in use. */
  readonly holds: readonly string[];
  /** The ids in the path of its creation. */
  readonly outer: readonly string[];
  /** The body and the answer of its creation. */
  readonly sent: Json;
  readonly answer: unknown;
  /** The resource as it was answered last. */
  created: unknown;
}

/** The parts of a run that make what comes before an operation. */
export interface Makers {
  readonly precondition: Precondition;
  readonly sender: Sender;
  readonly cleanup: Cleanup;
  readonly room: Room;
  /** The supplies of what has to be there before that itself; absent where nothing has. */
  readonly before?: Supplies | undefined;
}

/** The request that something was used for, and its answer; none where nothing was sent. */
export interface Used {
  readonly sent?: Case | undefined;
  readonly answer?: Answer | undefined;
}

/** The reason why nothing could be made. */
export interface Lacking {
  readonly reason: string;
  /** True where the run's requests are spent, which says nothing of the endpoint. */
  readonly isSpent?: boolean;
}

/** A draft with what was made for it, or the reason why nothing could be made. */
export type SuppliedDraft = { readonly draft: Draft; readonly holds: readonly string[] } | Lacking;

/** The kind in the names of the requests that make something for others. */
const KIND = "precondition";

/**
 * Makes what has to be there before an operation, through its creation and the journal, and hands it to one case at a
 * time: it is made anew where it was deleted, or where nothing is known of it any more.
 */
export class Supplies {
  readonly #run: PreparedRun;
  readonly #makers: Makers;
  readonly #free: Kept[] = [];
  #made = 0;

  constructor(run: PreparedRun, makers: Makers) {
    this.#run = run;
    this.#makers = makers;
  }

  /** The supplies of what has to be there before what these make. */
  get before(): Supplies | undefined {
    return this.#makers.before;
  }

  /** The room of what these make. */
  get room(): Room {
    return this.#makers.room;
  }

  /**
   * Plays a draft with what it needs, which nobody deletes or uses meanwhile.
   * @param operation the one that the draft is of
   * @param taken the room that the caller has taken, for what comes before as well: to take it twice would wait for itself
   * @returns undefined where the run is over
   */
  async with<T extends object>(
    draft: Draft,
    use: (supplied: SuppliedDraft) => Promise<T & Used>,
    operation: Operation = this.#run.context.underTest.operation,
    taken?: Room,
  ): Promise<T | undefined> {
    const { room, before } = this.#makers;
    const isTaken = taken === room;
    if (!isTaken && !(await room.enter(1, true))) return undefined;
    try {
      const kept = this.#taken() ?? (before ? await this.#makeAfter(before) : await this.#make());
      if ("reason" in kept) return await use(kept);
      const { holds } = kept;
      for (const key of holds) room.held.hold(key);
      try {
        const used = await use({ draft: { ...draft, supplied: this.#suppliedOf(kept, operation) }, holds });
        this.#takeBack(kept, used);
        return used;
      } finally {
        for (const key of holds) room.held.release(key);
      }
    } finally {
      if (!isTaken) room.leave(1, true);
    }
  }

  /** Keeps what a case was about, unless the case may have deleted it or left it in an unknown state. */
  #takeBack(kept: Kept, { sent, answer }: Used): void {
    if (sent !== undefined && answer === undefined) return;
    const isAccepted = answer !== undefined && isSuccess(answer.status);
    if (isAccepted && sent?.request.method === "DELETE") return;
    if (isAccepted && this.#changes) {
      const { documented } = this.#run.context.underTest;
      const { creator } = this.#makers.precondition;
      const { pointer = "", id = "" } = documented.resourceOf(creator) ?? {};
      const created = valueAt(jsonOf(answer), pointer);
      const isSame =
        idOf(valueAt(jsonOf(answer), id)) === idOf(valueAt(kept.answer, resourceOf(creator)?.id ?? ""));
      if (!isObject(created) || !isSame) return;
      kept.created = created;
    }
    this.#free.push(kept);
  }

  get #pointer(): string {
    return resourceOf(this.#makers.precondition.creator)?.pointer ?? "";
  }

  /** True if the operation under test changes what was made. */
  get #changes(): boolean {
    return STEPS.get(this.#run.context.underTest.operation.method) === "update";
  }

  /** One that is free and, as far as is known, still there. */
  #taken(): Kept | undefined {
    for (let kept = this.#free.pop(); kept !== undefined; kept = this.#free.pop())
      if (kept.id === undefined || !this.#makers.cleanup.remover || this.#makers.cleanup.exists(kept.id))
        return kept;
    return undefined;
  }

  #suppliedOf(kept: Kept, operation: Operation): Supplied {
    const { precondition } = this.#makers;
    const above = outerValues(precondition.creator.path, kept.outer, operation.path);
    const values = new Map<string, Json>(Object.entries(above));
    for (const [name, at] of Object.entries(precondition.fromAnswer))
      note(values, name, valueAt(kept.answer, at));
    for (const [name, at] of Object.entries(precondition.fromRequest))
      note(values, name, valueAt(kept.sent, at));
    const inMember = (member: string) =>
      Object.fromEntries([...values].filter(([name]) => memberOf(operation, name) === member));
    const state = this.#stateOf(kept, operation);
    return { path: inMember("path"), query: inMember("query"), ...(state ? { resource: state } : {}) };
  }

  /** The state of what a request is about; none where the request makes something in it, or asks for a part of it. */
  #stateOf({ created }: Kept, { method, path }: Operation): ResourceState | undefined {
    const { fromAnswer, lists } = this.#makers.precondition;
    if (lists) return { step: "list", exists: true, created };
    const [name] = Object.keys(fromAnswer);
    const step = STEPS.get(method);
    return step !== undefined && name !== undefined && endsIn(path, name)
      ? { step, exists: true, created }
      : undefined;
  }

  async #makeAfter(before: Supplies): Promise<Kept | Lacking> {
    const made = await before.with(
      EMPTY,
      async (supplied) => ({
        kept: "reason" in supplied ? supplied : await this.#make(supplied.draft.supplied, supplied.holds),
      }),
      this.#makers.precondition.creator,
    );
    return made?.kept ?? { reason: "the run is over", isSpent: true };
  }

  /** Sends a creation, as simple as can be. */
  async #make(supplied?: Supplied, outerHolds: readonly string[] = []): Promise<Kept | Lacking> {
    const { context, envelope } = this.#run;
    const { sender, precondition } = this.#makers;
    const { creator } = precondition;
    const number = this.#made++;
    const maker = context.related?.(creator);
    const body = maker?.baseInstance([], context.underTest.seed + number);
    if (body === undefined) return { reason: `there is no simplest request of ${creator.id}` };
    const draft = { ...EMPTY, name: String(number), body, ...(supplied ? { supplied } : {}) };
    const bound: Planned = plan(KIND, draft, context, envelope, { operation: creator });
    if (!("case" in bound))
      return { reason: `${creator.id}, which comes before it, ${"skipped" in bound ? bound.skipped : ""}` };
    if (sender.left < 2)
      return { reason: `no request is left for what ${creator.id} has to make before it`, isSpent: true };
    const answer = await sender.send(bound.case.request);
    if (isFailure(answer)) return { reason: `${creator.id}, which comes before it: ${failureWords(answer)}` };
    if (!isSuccess(answer.status))
      return {
        reason: `${creator.id}, which comes before it, was answered ${answer.status} "${wordsOf(answer)}"`,
      };
    const kept = this.#keptOf(bound.case, answer);
    return "reason" in kept ? kept : { ...kept, holds: [...kept.holds, ...outerHolds] };
  }

  #keptOf({ body: sent = null, request }: Case, made: Answer): Kept | Lacking {
    const { fromAnswer, creator } = this.#makers.precondition;
    const answer = jsonOf(made);
    const id = idOf(valueAt(answer, resourceOf(creator)?.id ?? ""));
    const lost = Object.values(fromAnswer).find((at) => valueAt(answer, at) === undefined);
    if (lost !== undefined) return { reason: `${creator.id}, which comes before it, answered no ${lost}` };
    const key = id === undefined ? undefined : this.#makers.cleanup.keyOf(request.path, id);
    const outer = outerIds(creator.path, request.path);
    return {
      id: key,
      holds: key === undefined ? [] : [key],
      outer,
      sent,
      answer,
      created: valueAt(answer, this.#pointer),
    };
  }
}

const EMPTY: Draft = { name: "", expect: "accept", priority: 0 };

const STEPS: ReadonlyMap<string, ResourceState["step"]> = new Map([
  ["GET", "read"],
  ["PUT", "update"],
  ["PATCH", "update"],
  ["DELETE", "delete"],
]);

function note(values: Map<string, Json>, name: string, value: unknown): void {
  if (value !== undefined) values.set(name, value as Json);
}
