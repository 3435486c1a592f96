import { type BodySource, baseBody } from "../body/base.ts";
import { faultsOf, type SiteFault, typeFaults } from "../body/faults.ts";
import { locate, type Site } from "../body/sites.ts";
import type { Json } from "../contract.ts";
import { dotted, withValueAt } from "../json.ts";
import { seedOf } from "../random.ts";
import { matches } from "../rules/matches.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { brokenRequests } from "./requests.ts";

/** Bodies with exactly one fault, everywhere in the tree; all else is valid and every rule is kept. */
export const invalid: Kind = {
  id: "invalid",
  *drafts(context) {
    const { sites } = context;
    const constraints = sites.flatMap((site) => faultsOf(site).map((fault) => ({ site, fault })));
    const types = sites.map((site) => ({ site, faults: typeFaults(site) }));
    const first = types.flatMap(({ site, faults }) => faults.slice(0, 1).map((fault) => ({ site, fault })));
    const further = types.flatMap(({ site, faults }) => faults.slice(1).map((fault) => ({ site, fault })));
    yield* drafted(context, constraints, 1);
    yield* drafted(context, first, 0.9);
    yield* brokenRequests(context);
    yield* drafted(context, further, 0.001);
  },
};

type Pair = { readonly site: Site; readonly fault: SiteFault };

function* drafted(context: KindContext, pairs: readonly Pair[], weight: number): Iterable<Draft> {
  for (const { site, fault } of pairs) {
    const draft = invalidDraft(context, site, fault);
    if (draft) yield { ...draft, gain: weight / pairs.length };
  }
}

/** The case of one fault, or undefined where no body can have this fault alone. */
export function invalidDraft(context: KindContext, site: Site, fault: SiteFault): Draft | undefined {
  const { source, seed } = context;
  const name = `${dotted(site.pointer) || "body"}/${fault.keyword}/${fault.variant.replaceAll(" ", "-")}`;
  const base = baseBody(source, [site.presence], seedOf(seed, `invalid/${name}`));
  const at = base === undefined ? undefined : locate(base, site.pointer);
  if (base === undefined || at === undefined) return undefined;
  const body = withValueAt(base, at, fault.value);
  if (!isBrokenOnlyAt(source, body, at)) return undefined;
  const { keyword, expected } = fault;
  return { name, expect: "reject", body, fault: { at, keyword, docs: site.docs, expected }, gain: 1 };
}

/** Whether every error of the body lies at the place or below, and no rule is broken, so that nothing hides the fault. */
export function isBrokenOnlyAt(source: BodySource, body: Json, at: string): boolean {
  if (source.isValid(body)) return false;
  const isThere = (source.isValid.errors ?? []).every(({ instancePath, keyword, params }) => {
    const place = keyword === "required" ? `${instancePath}/${String(params.missingProperty)}` : instancePath;
    return place === at || place.startsWith(`${at}/`) || isAlternative(keyword, instancePath, at);
  });
  return isThere && source.rules.every((rule) => !matches(rule.breaks, body));
}

/** `oneOf` and `anyOf` tell of a fault below them once more, at their own place. */
const isAlternative = (keyword: string, instancePath: string, at: string): boolean =>
  (keyword === "oneOf" || keyword === "anyOf") && at.startsWith(instancePath);
