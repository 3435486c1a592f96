import type { Random } from "fast-check";
import type { RequestInstance } from "../contract/request-schema.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import { RowBuilder } from "../generation/covering/build.ts";
import type { Model, Rows } from "../generation/covering/factors.ts";
import { repair } from "../generation/repair/repair.ts";
import { asRequest, type Requests } from "../generation/requests.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

/** Valid requests that together hold every feasible pair of levels, and at strength 3 every feasible triple. */
export const covering: Kind = {
  id: "covering",
  sends: "valid requests that together hold every pair of values",
  *drafts(context) {
    const covering = yield* context.underTest.requests.coveringInSteps();
    const { model, array } = covering;
    let count = 0;
    for (const row of array.rows.inSteps()) {
      if (row === undefined) yield;
      else {
        const closes = row.closes / array.feasible;
        const most = count === 0 ? 1 : PRIORITY.furtherRow;
        const priority = Math.min(most, Math.max(PRIORITY.coveringRow, closes));
        yield written(context, model, row.levels, String(count++), priority);
      }
    }
    if (count === 0) yield* onlyRequest(context);
    if (context.strength !== 3) return;
    let nth = 0;
    for (const row of covering.triples.inSteps())
      yield row && written(context, model, row.levels, `triples/${nth++}`, PRIORITY.triple);
  },
};

/** The one request of an operation that leaves no choice, such as a read without parameters. */
function* onlyRequest({ underTest: { requests, seed } }: KindContext): Iterable<Draft> {
  const request = requests.base([], seed);
  if (request) yield { name: "0", expect: "accept", ...request, priority: PRIORITY.example };
}

/** The draft of a row; undefined where no valid request is like it. */
function written(
  { underTest }: KindContext,
  model: Model,
  levels: Rows,
  name: string,
  priority: number,
): Draft | undefined {
  const { requests, seed } = underTest;
  const random = randomOf(seedOf(seed, `covering/${name}`));
  const request = lawful(new RowBuilder(model, requests.generator, random), levels, requests, random);
  return request && { name, expect: "accept", ...request, priority };
}

/** Attempts at writing a row with other values where its values break the schema or a rule within their levels. */
const TRIES = 30;

/** The row's request; repaired, which may change a level, only where no values of its levels are valid. */
function lawful(
  builder: RowBuilder,
  rows: Rows,
  requests: Requests,
  random: Random,
): RequestInstance | undefined {
  let request = builder.build(rows);
  for (let tries = 0; tries < TRIES; tries++) {
    if (requests.isLawful(asRequest(request))) return asRequest(request);
    request = builder.build(rows);
  }
  const repaired = repair(request, requests.keeps, requests.generator, random, requests.accepts);
  return repaired === undefined ? undefined : asRequest(repaired);
}
