import { baseBody } from "../body/base.ts";
import { faultsOf, type SiteFault } from "../body/faults.ts";
import { locate, type Site } from "../body/sites.ts";
import type { Json } from "../contract.ts";
import { dotted, valueAt, withValueAt } from "../json.ts";
import { seedOf } from "../random.ts";
import { matches } from "../rules/matches.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";

/** Bodies with exactly one fault, everywhere in the tree; all else is valid and every rule is kept. */
export const invalid: Kind = {
  id: "invalid",
  *drafts(context) {
    for (const site of context.sites) {
      for (const fault of faultsOf(site)) {
        const draft = invalidDraft(context, site, fault);
        if (draft) yield draft;
      }
    }
  },
};

/** The case of one fault, or undefined where no body can have this fault alone. */
export function invalidDraft(context: KindContext, site: Site, fault: SiteFault): Draft | undefined {
  const name = `${dotted(site.pointer) || "body"}/${fault.keyword}/${fault.variant.replaceAll(" ", "-")}`;
  const base = baseBody(context.source, [site.presence], seedOf(context.seed, `invalid/${name}`));
  const at = base === undefined ? undefined : locate(base, site.pointer);
  if (base === undefined || at === undefined) return undefined;
  const body = withValueAt(base, at, fault.value);
  if (!isBrokenOnlyAt(context, body, at)) return undefined;
  const { keyword, expected } = fault;
  return { name, expect: "reject", body, fault: { at, keyword, docs: site.docs, expected } };
}

/** Whether every error of the body lies at the place or below, and no rule is broken, so that nothing hides the fault. */
function isBrokenOnlyAt({ source }: KindContext, body: Json, at: string): boolean {
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

/** What stands at the fault, for people; undefined where it is left out. */
export const faultyValue = (draft: {
  readonly body?: Json;
  readonly fault?: { readonly at: string };
}): unknown => (draft.body === undefined || !draft.fault ? undefined : valueAt(draft.body, draft.fault.at));
