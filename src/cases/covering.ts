import type { Random } from "fast-check";
import { compiled } from "../contract/conditions/compiled.ts";
import type { Json } from "../core/json.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import type { BodySource } from "../generation/base-instance.ts";
import { RowBuilder } from "../generation/covering/build.ts";
import { coveringOf } from "../generation/covering/covering.ts";
import type { Model, Rows } from "../generation/covering/factors.ts";
import { repair } from "../generation/repair.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

/** Valid bodies that together hold every feasible pair of levels, and at strength 3 every feasible triple. */
export const covering: Kind = {
  id: "covering",
  *drafts(context) {
    const { source, locations, contract, seed, strength } = context;
    const { model, array, triples } = coveringOf(source, locations, contract.schemas, seed);
    const share = (index: number) =>
      Math.max(PRIORITY.coveringRow, (array.closed[index] ?? 0) / array.feasible);
    yield* written(context, model, array.rows, "", share);
    if (strength === 3) yield* written(context, model, triples().rows, "triples/", () => PRIORITY.triple);
  },
};

function* written(
  { source, seed }: KindContext,
  model: Model,
  rows: readonly Rows[],
  prefix: string,
  priorityOf: (index: number) => number,
): Iterable<Draft> {
  for (const [index, row] of rows.entries()) {
    const name = `${prefix}${index}`;
    const random = randomOf(seedOf(seed, `covering/${name}`));
    const body = lawful(new RowBuilder(model, source.generator, random), row, source, random);
    if (body !== undefined) yield { name, expect: "accept", body, priority: priorityOf(index) };
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
  return repair(body, keeps, source.generator, random, (one) => source.isValid(one));
}
