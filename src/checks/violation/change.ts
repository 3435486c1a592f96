/** The change of a value from request to answer. */
export interface ValueChange {
  /** Words, without generated values, from which a reader guesses the cause. */
  readonly kind: string;
  /** More of it, with values, where they cannot be seen. */
  readonly detail?: string;
  /** The words that all changes of one cause share, where `kind` says more. */
  readonly cause?: string;
  /** True where many causes look like this one. */
  readonly isVague?: boolean;
  /** True where a value may look like this by chance: another value tells more. */
  readonly isByChance?: boolean;
}

/** The degree to which a change says what happened: 0 where it does not, 1 where it may by chance, 2 where it does. */
export const certaintyOf = ({ isVague, isByChance }: ValueChange): number =>
  isVague === true ? 0 : isByChance === true ? 1 : 2;

/** The first of several ways to tell a change that fits. */
export function firstOf<T>(
  sent: T,
  received: T,
  ways: readonly ((sent: T, received: T) => ValueChange | undefined)[],
): ValueChange | undefined {
  for (const way of ways) {
    const change = way(sent, received);
    if (change !== undefined) return change;
  }
  return undefined;
}
