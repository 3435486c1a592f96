/** The vocabulary of the drift report: what changed between two documents, whom it breaks, and what it touches here. */
import type { Json } from "../core/json.ts";
import type { OverlayProblem } from "../docs/overlay/overlay.ts";

/** Every kind of change, as the report's data names it. */
export const CHANGE_KINDS = [
  "property-added", "property-removed", "required-added", "required-removed", "type-changed",
  "enum-added", "enum-removed", "default-changed", "bound-tightened", "bound-loosened",
  "nullable-added", "nullable-removed", "readonly-changed", "writeonly-changed", "sunset-changed", "deprecated-added", "deprecated-removed",
  "format-changed", "description-changed", "example-changed", "path-changed", "method-changed", "title-changed",
  "server-changed", "header-added", "header-removed", "header-changed", "style-changed", "status-added", "status-removed",
  "security-changed",
] as const; // biome-ignore format: a list reads better in lines

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The worst first. `rule` is what a description says: nobody but a reader can tell whom it breaks. */
export const CHANGE_CLASSES = ["breaking", "rule", "compatible", "annotation"] as const;

export type ChangeClass = (typeof CHANGE_CLASSES)[number];

export type Side = "request" | "response" | "operation";

/** A thing of this project that a change touches. */
export interface Impact {
  readonly what: "type" | "rule" | "overlay" | "deviation" | "recording" | "case";
  readonly name: string;
  /** The way in which it is touched, or what to do about it. */
  readonly note?: string;
}

/** A sentence that a description gained, lost, or has that nobody has reviewed. */
export interface SentenceChange {
  readonly text: string;
  /** The hash by which a rule cites it, or by which it is marked as read. */
  readonly hash: string;
  readonly change: "gained" | "lost" | "kept";
  /** Absent for what is lost, and where there is no overlay to ask. */
  readonly review?: "unreviewed" | "cited" | "read";
}

/** One change in the docs. */
export interface Change {
  /** Stable from run to run, see `changeId`. */
  readonly id: string;
  readonly class: ChangeClass;
  readonly side: Side;
  readonly kind: ChangeKind;
  /** JSON pointer into the body, `-` for the items of an array; the header, status or `` for the operation itself. */
  readonly at: string;
  /** null where there was or is nothing. */
  readonly before: Json;
  readonly after: Json;
  readonly impact: readonly Impact[];
  /** The answer's status, for the response side. */
  readonly status?: string;
  /** The schema keyword, for bounds. */
  readonly keyword?: string;
  /** Other locations on the same side that use the changed schema; with the status where it is another one. */
  readonly also?: readonly string[];
  readonly sentences?: readonly SentenceChange[];
}

/** An action of the overlay that no longer fits the docs. */
export interface OverlayMismatch {
  readonly action: number;
  readonly target: string;
  readonly problem: OverlayProblem["problem"];
}

/** A reference that leads nowhere: what it would say is unknown, and no change. */
export interface UnresolvedReference {
  /** The document, by its name in messages. */
  readonly name: string;
  /** JSON pointer of the place that refers. */
  readonly at: string;
  readonly ref: string;
  readonly reason: string;
}

/** The report as data. */
export interface DriftReport {
  readonly format: "contract-drift/1";
  readonly operation: string;
  readonly drift: boolean;
  readonly changes: readonly Change[];
  /** Actions of the overlay that are to be repaired or removed; absent where no overlay is in between. */
  readonly overlay?: readonly OverlayMismatch[];
  /** References that lead nowhere; absent where all are resolved. */
  readonly unresolved?: readonly UnresolvedReference[];
  /** The changes that the project's list leaves out, with the reasons; absent where there is none. */
  readonly ignored?: readonly { readonly id: string; readonly reason: string }[];
  /** Cases of the plan that appear or vanish and that no single change accounts for. */
  readonly cases?: { readonly appear: number; readonly vanish: number };
  /** The reason why recordings and cases could not be judged, where no code can be generated from the new contract. */
  readonly unjudged?: string;
}

/** A change that has no id yet. */
export type FoundChange = Omit<Change, "id">;
