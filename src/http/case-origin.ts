/** The kind that made a case, and the case's name, which is unique within the kind. */
export interface CaseOrigin {
  readonly kind: string;
  readonly name: string;
}

/** The id of a case, as reports and recordings show it: `kind/name`. */
export const caseId = ({ kind, name }: CaseOrigin): string => (name === "" ? kind : `${kind}/${name}`);

/** The origin of a case, and the same as text. */
export interface CaseIdentity {
  /** `kind/name`, unique in a plan. */
  readonly id: string;
  readonly origin: CaseOrigin;
}

export function caseIdentity(kind: string, name: string): CaseIdentity {
  const origin = { kind, name };
  return { id: caseId(origin), origin };
}

/** A case's identity without its request, for another case that takes its place. */
export const identityOf = ({ id, origin }: CaseIdentity): CaseIdentity => ({ id, origin });

/** Reads what `caseId` has written; a text without a slash is a kind and no name. */
export function originOf(id: string): CaseOrigin {
  const [kind = "", ...name] = id.split("/");
  return { kind, name: name.join("/") };
}
