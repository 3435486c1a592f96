import type { Random } from "fast-check";
import type { Json } from "../core/json.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import type { WithPauses } from "../core/slices.ts";
import { RowBuilder } from "../generation/covering/build.ts";
import type { Model, Rows } from "../generation/covering/factors.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { repair } from "../generation/repair/repair.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

/** Valid bodies that together hold every feasible pair of levels, and at strength 3 every feasible triple. */
export const covering: Kind = {
  id: "covering",
  *drafts(context) {
    const covering = yield* context.underTest.coveringInSteps();
    const { model, array } = covering;
    const share = (index: number) =>
      Math.max(PRIORITY.coveringRow, (array.closed[index] ?? 0) / array.feasible);
    yield* written(context, model, array.rows, "", share);
    if (context.strength !== 3) return;
    const { rows } = yield* covering.triples();
    yield* written(context, model, rows, "triples/", () => PRIORITY.triple);
  },
};

function* written(
  { underTest }: KindContext,
  model: Model,
  rows: readonly Rows[],
  prefix: string,
  priorityOf: (index: number) => number,
): WithPauses<Draft> {
  for (const [index, row] of rows.entries()) {
    const name = `${prefix}${index}`;
    const random = randomOf(seedOf(underTest.seed, `covering/${name}`));
    const body = lawful(new RowBuilder(model, underTest.generator, random), row, underTest, random);
    yield body === undefined ? undefined : { name, expect: "accept", body, priority: priorityOf(index) };
  }
}

/** Attempts at writing a row with other values where its values break the schema or a rule within their levels. */
const TRIES = 30;

/** The row's body; repaired, which may change a level, only where no values of its levels are valid. */
function lawful(
  builder: RowBuilder,
  rows: Rows,
  underTest: OperationUnderTest,
  random: Random,
): Json | undefined {
  let body = builder.build(rows);
  for (let tries = 0; tries < TRIES; tries++) {
    if (underTest.isLawful(body)) return body;
    body = builder.build(rows);
  }
  return repair(body, underTest.keeps, underTest.generator, random, underTest.accepts);
}
