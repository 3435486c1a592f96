/** A thing that an update of the docs leaves to a person. */
export interface LeftOver {
  /** True for what ends every command with an error until it is mended. */
  readonly isError: boolean;
  /** From the project's root. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** The thing and what is the matter with it. */
  readonly says: string;
  /** The text to write there, or the thing to do. */
  readonly todo: string;
}

export const leftOver = (
  isError: boolean,
  place: { readonly file: string; readonly line: number },
  says: string,
  todo: string,
): LeftOver => ({ isError, file: place.file, line: place.line, says, todo });
