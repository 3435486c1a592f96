/** The kind that made a case, and the case's name, which is unique within the kind. */
export interface CaseOrigin {
  readonly kind: string;
  readonly name: string;
  /** The number of the case among those that were sent in place of the planned one, from 1; absent for that one. */
  readonly adapted?: number;
}

/** The id of a case, as reports and recordings show it: `kind/name`, or `kind/name/adapted` where it was adapted. */
export const caseId = ({ kind, name, adapted }: CaseOrigin): string =>
  `${name === "" ? kind : `${kind}/${name}`}${adaptedMark(adapted)}`;

const adaptedMark = (adapted: number | undefined): string =>
  adapted === undefined ? "" : `/adapted${adapted === 1 ? "" : `/${adapted}`}`;

/** The origin of a case, and the same as text. */
export interface CaseIdentity {
  /** `kind/name`, unique in a plan. */
  readonly id: string;
  readonly origin: CaseOrigin;
}

export function caseIdentity(kind: string, name: string, adapted?: number): CaseIdentity {
  const origin = { kind, name, ...(adapted === undefined ? {} : { adapted }) };
  return { id: caseId(origin), origin };
}

/** A case's identity without its request, for another case that takes its place. */
export const identityOf = ({ id, origin }: CaseIdentity): CaseIdentity => ({ id, origin });

/**
 * Reads what `caseId` has written; a text without a slash is a kind and no name.
 * @param adapted the number of an adapted case, which its text alone does not tell for certain
 */
export function originOf(id: string, adapted?: number): CaseOrigin {
  const mark = adaptedMark(adapted);
  const isAdapted = mark !== "" && id.endsWith(mark);
  const [kind = "", ...name] = (isAdapted ? id.slice(0, -mark.length) : id).split("/");
  return { kind, name: name.join("/"), ...(isAdapted && adapted !== undefined ? { adapted } : {}) };
}
