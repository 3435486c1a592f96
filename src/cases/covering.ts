import type { BodySource } from "../body/base.ts";
import type { Json } from "../contract.ts";
import { RowBuilder } from "../covering/build.ts";
import { coveringOf } from "../covering/covering.ts";
import { randomOf, seedOf } from "../random.ts";
import { matches } from "../rules/matches.ts";
import { satisfy } from "../rules/satisfy.ts";
import type { Kind } from "./kind.ts";

/** The last rows close a pair or two each, and still go before what the docs do not promise. */
const LEAST_GAIN = 0.002;

/** Valid bodies that together hold every feasible pair of levels. */
export const covering: Kind = {
  id: "covering",
  *drafts({ source, sites, contract, seed }) {
    const { model, array } = coveringOf(source, sites, contract.schemas, seed);
    for (const [index, rows] of array.rows.entries()) {
      const random = randomOf(seedOf(seed, `covering/${index}`));
      const body = valid(new RowBuilder(model, source.generator, random).build(rows), source, seed);
      if (body !== undefined)
        yield {
          name: String(index),
          expect: "accept",
          body,
          gain: Math.max(LEAST_GAIN, (array.closed[index] ?? 0) / array.feasible),
        };
    }
  },
};

/** The row's body, mended where values that are no levels break a rule. */
function valid(body: Json, source: BodySource, seed: number): Json | undefined {
  const keeps = source.rules.map((rule) => rule.keeps);
  if (source.isValid(body) && keeps.every((condition) => matches(condition, body))) return body;
  return satisfy(body, keeps, source.generator, randomOf(seed), (one) => source.isValid(one));
}
