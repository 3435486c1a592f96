/** The steps that an operation goes through, in order; one that fails ends it. */
export const STEPS = ["capture", "generate", "typecheck", "run", "answerable"] as const;

export type Step = (typeof STEPS)[number];

/** The steps that one operation of a document passed, and the reasons why it passed no more. */
export interface Outcome {
  /** The document's path below the folder. */
  readonly document: string;
  /** METHOD /path */
  readonly line: string;
  readonly passed: readonly Step[];
  readonly causes: readonly { readonly step: Step; readonly cause: string }[];
  /** Processor time of making it ready and of its run, in milliseconds. */
  readonly ms: number;
}
