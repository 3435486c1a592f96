import { KINDS } from "./cases/index.ts";
import { type Envelope, type KindContext, type Planned, plan } from "./cases/kind.ts";
import { SuiteError } from "./exchange.ts";

/** Which kinds run; all of them unless some are named. @throws SuiteError that lists the kinds there are. */
export function chosenKinds(only: readonly string[] | undefined): typeof KINDS {
  const unknown = only?.find((id) => !KINDS.some((kind) => kind.id === id));
  if (unknown !== undefined)
    throw new SuiteError(
      `--only ${unknown}: there is no such kind of case; there are ${KINDS.map((kind) => kind.id).join(", ")}`,
    );
  return KINDS.filter((kind) => only?.includes(kind.id) ?? true);
}

/** The cases of a run in the order in which they are sent, at most `requests` of them; the same for the same seed. */
export function planCases(
  context: KindContext,
  envelope: Envelope,
  options: { readonly requests: number; readonly only?: readonly string[] | undefined },
): Planned[] {
  const planned: Planned[] = [];
  let left = options.requests;
  for (const kind of chosenKinds(options.only)) {
    if (left <= 0) break;
    let idle = 0;
    for (const draft of kind.drafts(context)) {
      const one = plan(kind.id, draft, context, envelope);
      planned.push(one);
      // An endless kind whose cases can never be bound must not run forever.
      idle = "case" in one ? 0 : idle + 1;
      if ("case" in one) left -= 1;
      if (left <= 0 || idle > 1000) break;
    }
  }
  return planned;
}
