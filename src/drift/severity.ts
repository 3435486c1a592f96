import { CHANGE_CLASSES, type Change, type ChangeClass } from "./change.ts";

/** True if one of some changes is of a class, or of a worse one. */
export const isReached = (changes: readonly Pick<Change, "class">[], least: ChangeClass): boolean =>
  changes.some((change) => CHANGE_CLASSES.indexOf(change.class) <= CHANGE_CLASSES.indexOf(least));
