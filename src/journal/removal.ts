import type { FoundTag } from "../account/tag.ts";
import type { Envelope } from "../cases/shared/plan-case.ts";
import type { Clock } from "../core/clock.ts";
import type { Target } from "../http/exchange.ts";
import type { Budget } from "../http/retry.ts";
import type { Ledger, Note } from "./ledger.ts";
import type { Supporting } from "./linked-requests.ts";
import type { Shown } from "./shown.ts";

/** The clean-up of one run. */
export interface Job {
  readonly tag: string;
  readonly ledger: Ledger;
  /** Keeps a note in the ledger, and in the run's journal where there is one. */
  record(note: Note): Promise<void>;
  /** Called for each resource with the job's tag in each list. */
  saw?(shown: Shown): void;
}

export interface Removal {
  readonly target: Target;
  readonly supporting: Supporting;
  readonly envelope: Envelope;
  readonly jobs: readonly Job[];
  /** Counts the requests; its ceiling holds. */
  readonly budget: Budget;
  /** True if the target is the run's own: every resource that the jobs know is theirs, and the target is not asked. */
  readonly isAlone?: boolean;
  /** True while the run still goes on, so that requests of unknown outcome may wait. */
  readonly isMidway?: boolean;
  /** True if nothing is looked for: only the resources that are known to be the jobs' are deleted. */
  readonly isKnownOnly?: boolean;
  /** Ids that are not tried again now. */
  readonly spared?: ReadonlySet<string>;
  /** The resources of no job that are deleted as well, by the tags that they carry. */
  readonly strays?: (tag: FoundTag) => boolean;
  /** Called for each deleted resource. */
  readonly onGone?: (id: string, run: string) => void;
  /** Pause between two attempts to find the resource of a lost answer, in milliseconds. */
  readonly pauseMs?: number;
  /** The time that passes in these pauses; the system's unless given. */
  readonly clock?: Clock;
}
