import type { Random } from "fast-check";
import { faultsOf, type SiteFault, typeFaults } from "../body/faults.ts";
import { type Site, valuesAt } from "../body/sites.ts";
import type { Json } from "../contract.ts";
import { dotted, withValueAt } from "../json.ts";
import { randomOf, seedOf } from "../random.ts";
import { matches } from "../rules/matches.ts";
import { CORNERS } from "./corners.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";

/** Random bodies, endless, each from its own seed: valid ones biased to corners, and one in three with faults. */
export const fuzz: Kind = {
  id: "fuzz",
  *drafts(context) {
    const faults = context.sites.flatMap((site) =>
      [...faultsOf(site), ...typeFaults(site)].map((fault) => ({ site, fault })),
    );
    for (let index = 0; ; index++) {
      const random = randomOf(seedOf(context.seed, `fuzz/${index}`));
      const body = context.source.arbitrary.generate(random).value as Json;
      const draft =
        random.nextInt(0, 2) === 0 && faults.length > 0
          ? spoiled(context, body, faults, random)
          : cornered(context, body, random);
      yield { name: String(index), ...draft, gain: 0 };
    }
  },
};

type Fuzzed = Pick<Draft, "expect" | "body" | "fault">;

/** Up to three corners in places of their own; those that break the schema or a rule are left out. */
function cornered({ source, sites }: KindContext, start: Json, random: Random): Fuzzed {
  let body = start;
  for (let left = random.nextInt(0, 3); left > 0; left--) {
    const site = sites[random.nextInt(0, sites.length - 1)];
    const corner = CORNERS[random.nextInt(0, CORNERS.length - 1)];
    if (!site || !corner || site.schema["x-binding"]) continue;
    const [place] = valuesAt(body, site.pointer);
    const value = place && corner.value(site, place.value);
    if (!place || value === undefined) continue;
    const candidate = withValueAt(body, place.at, value);
    if (source.isValid(candidate) && source.rules.every(({ keeps }) => matches(keeps, candidate)))
      body = candidate;
  }
  return { expect: "accept", body };
}

/** One to three faults at once: the answer must refuse, whichever it meets first. */
function spoiled(
  { source }: KindContext,
  start: Json,
  faults: readonly { site: Site; fault: SiteFault }[],
  random: Random,
): Fuzzed {
  let body = start;
  const done: { at: string; site: Site; fault: SiteFault }[] = [];
  for (let left = random.nextInt(1, 3), tries = 0; left > 0 && tries < 30; tries++) {
    const chosen = faults[random.nextInt(0, faults.length - 1)];
    const [place] = chosen ? valuesAt(body, chosen.site.pointer) : [];
    if (!chosen || !place || place.at === "") continue;
    body = withValueAt(body, place.at, chosen.fault.value);
    done.push({ at: place.at, ...chosen });
    left -= 1;
  }
  const first = done.find(({ at }) => at !== "");
  if (first === undefined || source.isValid(body)) return { expect: "observe", body };
  const { at, site, fault } = first;
  const keyword = done.length === 1 ? fault.keyword : "several";
  return {
    expect: "reject",
    body,
    fault: {
      at: done.length === 1 ? at : "",
      keyword,
      docs: site.docs,
      expected: done.map((one) => `${dotted(one.at)}: ${one.fault.expected}`).join("; "),
    },
  };
}
