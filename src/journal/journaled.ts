import { type FoundTag, tagsIn } from "../account/tag.ts";
import { isSuccess } from "../contract/resource.ts";
import { parsed } from "../core/json.ts";
import {
  type Answer,
  isFailure,
  type Target,
  type TransportFailure,
  type WireRequest,
} from "../http/exchange.ts";
import { Budget, send } from "../http/retry.ts";
import type { Ledger, Note } from "./ledger.ts";
import type { Supporting } from "./linked-requests.ts";
import { isOf } from "./shown.ts";

export interface Watch {
  readonly supporting: Supporting;
  readonly ledger: Ledger;
  /** Keeps a note; rejects where it cannot be kept. */
  record(note: Note): Promise<void>;
  /** True if the target is the run's own, so that no resource in it is another's. */
  readonly isAlone?: boolean;
  /** Counts the looks that a deletion needs before it is sent. */
  readonly looks?: Budget;
  /** Called with an id that an answer gives to a second creation. */
  onShared?(id: string): void;
  /** Called once with the reason why nothing more may be created. */
  onFailure(message: string): void;
}

/** Failures in which the request has reached nobody, or nobody who creates anything. */
const NEVER_ARRIVED = new Set<string>([
  "refused",
  "dns",
  "tls",
  "rate-limited",
  "exhausted",
  "redirect",
  "proxy",
  "unrecorded",
]);

/** Wraps a target: a request that may create something is noted before it is sent, and its outcome after it. */
export function journaled(target: Target, watch: Watch): Target {
  const { supporting, isAlone } = watch;
  if (!supporting.removes && isAlone) return target;
  return {
    ...target,
    async send(request) {
      const removed = supporting.removed(request);
      if (removed !== undefined) return remove(target, watch, request, removed);
      return supporting.mayMake(request) ? create(target, watch, request) : target.send(request);
    },
  };
}

async function create(
  target: Target,
  watch: Watch,
  request: WireRequest,
): Promise<Answer | TransportFailure> {
  const { supporting, ledger, record, onFailure } = watch;
  const create = ledger.next();
  const [tag] = tagsIn(request.body ?? "");
  const query = supporting.queryOf(parsed(request.body ?? ""));
  try {
    await record({
      create,
      at: Date.now(),
      ...(tag ? { tag: tag.whole } : {}),
      ...(query ? { query } : {}),
    });
  } catch (error) {
    ledger.apply({ none: create });
    const { code, message } = error as NodeJS.ErrnoException;
    const why = `the run's journal cannot be written any more (${code ?? message}), so nothing more is made`;
    onFailure(why);
    return { reason: "other", message: why };
  }
  const result = await target.send(request);
  const outcome = outcomeOf(watch, { create, tag, path: request.path }, result, target.token);
  // An outcome that the journal cannot take loses nothing: the resource is found by its tag.
  if (outcome) await record(outcome).catch(() => {});
  return result;
}

/** The outcome that an answer states of a creation; undefined where it does not state whether anything was created, or what. */
function outcomeOf(
  { supporting, ledger, onShared }: Pick<Watch, "supporting" | "ledger" | "onShared">,
  {
    create,
    tag,
    path,
  }: { readonly create: number; readonly tag: FoundTag | undefined; readonly path: string },
  result: Answer | TransportFailure,
  secret: string,
): Note | undefined {
  if (isFailure(result)) return NEVER_ARRIVED.has(result.reason) ? { none: create } : undefined;
  if (!isSuccess(result.status))
    return result.status < 500 && result.status !== 408 ? { none: create, refused: true } : undefined;
  const shown = supporting.made(result, secret, path);
  // Nothing can be asked of it later, so that it is named by what there is.
  if (!shown?.isId && !supporting.removes)
    return { made: create, id: tag?.whole ?? `without an id, of request ${create}` };
  // What another creation has made already is not what this one did: the list tells.
  if (!shown?.isId) return undefined;
  if (ledger.hasHeard(shown.id)) onShared?.(shown.id);
  if (ledger.ids.has(shown.id)) return undefined;
  const isTagged = tag !== undefined && isOf(tag.run, shown);
  return { made: create, id: shown.id, ...(isTagged ? { tagged: true } : {}) };
}

async function remove(
  target: Target,
  watch: Watch,
  request: WireRequest,
  id: string,
): Promise<Answer | TransportFailure> {
  if (!(await mayRemove(target, watch, request, id)))
    return {
      reason: "other",
      message: `${id} was not deleted: nothing shows that the run has made it`,
    };
  const result = await target.send(request);
  // That it is not there is no proof: what a list shows in the end exists.
  if (!isFailure(result) && isSuccess(result.status)) await watch.record({ gone: id }).catch(() => {});
  else watch.ledger.doubt(id);
  return result;
}

/** True if the resource is the run's: it carries the run's tag, or, where none can carry one, an answer gave its id to the run. */
async function mayRemove(
  target: Target,
  { supporting, ledger, record, isAlone, looks }: Watch,
  { headers }: WireRequest,
  id: string,
): Promise<boolean> {
  if (isAlone || ledger.isTagged(id)) return true;
  if (!supporting.isTaggable) return ledger.hasHeard(id);
  const budget = looks ?? new Budget(Number.POSITIVE_INFINITY);
  const result = await supporting.read(id, {
    token: target.token,
    userAgent: headers["user-agent"] ?? "",
    send: (reading) => send(target, reading, budget),
  });
  const shown = result && !isFailure(result) ? supporting.shown(result, target.token, id) : undefined;
  const isOurs = shown?.id === id && shown.isId && [...ledger.runs].some((run) => isOf(run, shown));
  if (isOurs) await record({ made: 0, id, tagged: true }).catch(() => {});
  return isOurs;
}
