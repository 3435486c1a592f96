import type { Random } from "fast-check";
import { compiled } from "../contract/conditions/compiled.ts";
import type { Json } from "../core/json.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import type { BodySource } from "../generation/base-instance.ts";
import { RowBuilder } from "../generation/covering/build.ts";
import { coveringOf } from "../generation/covering/covering.ts";
import type { Model, Rows } from "../generation/covering/factors.ts";
import { satisfy } from "../generation/repair.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";

/** The last rows close a pair or two each, and still go before what the docs do not promise. */
const LEAST_GAIN = 0.002;

/** Triples come after all that two-way coverage and the docs ask for. */
const TRIPLE_GAIN = 0.0001;

/** Valid bodies that together hold every feasible pair of levels, and at strength 3 every feasible triple. */
export const covering: Kind = {
  id: "covering",
  *drafts(context) {
    const { source, sites, contract, seed, strength } = context;
    const { model, array, triples } = coveringOf(source, sites, contract.schemas, seed);
    const share = (index: number) => Math.max(LEAST_GAIN, (array.closed[index] ?? 0) / array.feasible);
    yield* written(context, model, array.rows, "", share);
    if (strength === 3) yield* written(context, model, triples().rows, "triples/", () => TRIPLE_GAIN);
  },
};

function* written(
  { source, seed }: KindContext,
  model: Model,
  rows: readonly Rows[],
  prefix: string,
  gainOf: (index: number) => number,
): Iterable<Draft> {
  for (const [index, row] of rows.entries()) {
    const name = `${prefix}${index}`;
    const random = randomOf(seedOf(seed, `covering/${name}`));
    const body = lawful(new RowBuilder(model, source.generator, random), row, source, random);
    if (body !== undefined) yield { name, expect: "accept", body, gain: gainOf(index) };
  }
}

/** How often a row is written out with other values where they, being no levels, break the schema or a rule. */
const TRIES = 30;

/** The row's body; mended, which may change a level, only where no values of its levels will do. */
function lawful(builder: RowBuilder, rows: Rows, source: BodySource, random: Random): Json | undefined {
  const keeps = source.rules.map((rule) => rule.keeps);
  let body = builder.build(rows);
  for (let tries = 0; tries < TRIES; tries++) {
    if (source.isValid(body) && keeps.every((condition) => compiled(condition)(body))) return body;
    body = builder.build(rows);
  }
  return satisfy(body, keeps, source.generator, random, (one) => source.isValid(one));
}
