/** The user's mistake or ours: what, where and what to do, in one line; ends a command with status 2. */
export class SuiteError extends Error {
  override readonly name = "SuiteError";
}
