import type { Json } from "../core/json.ts";
import type { ChangeClass } from "./change.ts";

/** One alternative of the requirements: the kinds of scheme that it needs at once, each with its scopes. */
type Alternative = { readonly [scheme: string]: readonly Json[] };

/**
 * The class of a change of the security requirements (OpenAPI 3.1, section 4.8.30): nothing breaks where every old
 * alternative still has one of its own that asks for the same scheme and for no scope more. Two schemes of one kind are two
 * alternatives, since a token of one need not be one of the other.
 */
export function securityClass(before: Json, after: Json): ChangeClass {
  const [old, now] = [before, after] as unknown as [readonly Alternative[], readonly Alternative[]];
  const isOpen = now.length === 0 || now.some((needs) => Object.keys(needs).length === 0);
  if (isOpen) return "compatible";
  return old.length > 0 && haveEachTheirOwn(old, now) ? "compatible" : "breaking";
}

/** True if every alternative can be given another one that it suffices for. */
function haveEachTheirOwn([first, ...others]: readonly Alternative[], now: readonly Alternative[]): boolean {
  if (first === undefined) return true;
  return now.some((needs, at) => suffices(first, needs) && haveEachTheirOwn(others, now.toSpliced(at, 1)));
}

const suffices = (has: Alternative, needs: Alternative): boolean =>
  Object.entries(needs).every(
    ([scheme, scopes]) => scheme in has && scopes.every((scope) => has[scheme]?.includes(scope)),
  );
