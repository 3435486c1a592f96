import type { FoundTag } from "../account/tag.ts";
import type { Envelope } from "../cases/kind.ts";
import type { Target } from "../http/exchange.ts";
import type { Budget } from "../http/retry.ts";
import type { Ledger, Note } from "./ledger.ts";
import type { Supporting } from "./linked-requests.ts";

/** The clean-up of one run. */
export interface Job {
  readonly tag: string;
  readonly ledger: Ledger;
  /** Keeps a note in the ledger, and in the run's journal where there is one. */
  record(note: Note): Promise<void>;
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
  /** The resources of no job that are deleted as well, by the tags that they carry. */
  readonly strays?: (tag: FoundTag) => boolean;
  /** Called for each deleted resource. */
  readonly onGone?: (id: string, run: string) => void;
  /** Pause between two attempts to find the resource of a lost answer, in milliseconds. */
  readonly pauseMs?: number;
}
