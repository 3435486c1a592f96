/** Errors of the file system in one line for people; the only module that knows its error codes. */
import { isAbsolute, relative } from "node:path";
import { SuiteError } from "./errors.ts";

/** By error code: the trouble in words, and the advice against it. */
const TROUBLES: { readonly [code: string]: readonly [what: string, todo: string] } = {
  EACCES: ["you may not do that there", "change the permissions"],
  EPERM: ["you may not do that there", "change the permissions"],
  EROFS: ["the file system is read-only", "use a place that can be written"],
  ENOSPC: ["the disk is full", "make room"],
  EDQUOT: ["your share of the disk is used up", "make room"],
  EFBIG: ["it is larger than a file may get", "raise the limit (ulimit -f)"],
  EISDIR: ["a folder stands where a file should be", "move the folder away"],
  ENOTDIR: ["a file stands where a folder should be", "move the file away"],
  EEXIST: ["something stands there already", "move it away"],
  ENOTEMPTY: ["a folder stands there that is not empty", "move it away"],
  ENOENT: ["it is not there", "check the path"],
  ELOOP: ["its links lead round in a circle", "remove the link"],
  ENAMETOOLONG: ["the name is too long", "choose a shorter one"],
  EMFILE: ["too many files are open", "raise the limit (ulimit -n)"],
  ENFILE: ["too many files are open on this machine", "end other programs"],
  EBUSY: ["it is in use", "end what uses it"],
  ETXTBSY: ["it is in use", "end what uses it"],
  EXDEV: ["it lies on another disk", "use a place on the same one"],
  EIO: ["the disk does not answer properly", "check the disk"],
  ENXIO: ["it is no file", "name a file"],
  ENODEV: ["it is no file", "name a file"],
  EINVAL: ["it is no file that can be used so", "name another"],
  "no regular file": ["a pipe or a device stands where a file should be", "put a file in its place"],
  ERR_FS_FILE_TOO_LARGE: ["it is too large to be read", "name a smaller file"],
};

/** System calls on network addresses, whose errors are not about a file. */
const NETWORK_CALLS = /^(connect|getaddrinfo|listen|bind|accept|socket|shutdown)$/;

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** True if an error comes from the file system, so that the user can repair its cause. */
export function isFileTrouble(error: unknown): error is NodeJS.ErrnoException {
  const code = codeOf(error);
  if (code === undefined || !Object.hasOwn(TROUBLES, code)) return false;
  const { syscall, path } = error as NodeJS.ErrnoException;
  return path !== undefined || (syscall !== undefined && !NETWORK_CALLS.test(syscall));
}

/** The code for people to look up, or where there is none the message's first line. */
export const nameOfTrouble = (error: unknown): string =>
  codeOf(error) ?? (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";

/** The trouble and the advice against it, such as `the disk is full: make room`. */
export function adviceOn(error: unknown): string {
  const [what, todo] = TROUBLES[codeOf(error) ?? ""] ?? ["the file system refuses it", "allow it"];
  return `${what}: ${todo}`;
}

/** The error for a file that cannot be `read` or `written`, with what helps. */
export const fileTrouble = (path: string, use: "read" | "written", error: unknown): SuiteError =>
  new SuiteError(
    `${shown(path)}: cannot be ${use} (${nameOfTrouble(error)}): ${adviceOn(error)}, and run the command again`,
  );

/** The error for file trouble that no caller has reported itself. */
export function unreportedTrouble(error: NodeJS.ErrnoException): SuiteError {
  const { path, syscall = "use" } = error;
  return new SuiteError(
    `${path === undefined ? "a file" : shown(path)}: ${syscall} is refused (${nameOfTrouble(error)}): ${adviceOn(error)}, and run the command again`,
  );
}

/** A path as messages show it: from the working directory, where it lies below that. */
export function shown(path: string): string {
  const from = relative(process.cwd(), path);
  return from === "" || from.startsWith("..") || isAbsolute(from) ? path : from;
}
