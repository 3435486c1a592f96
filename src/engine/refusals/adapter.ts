import type { Planned } from "../../cases/kind.ts";
import { changesBetween, withChanges } from "../../contract/changes.ts";
import type { Json } from "../../core/json.ts";
import type { PreparedRun } from "../prepare.ts";
import { ChangedBody } from "./changed-body.ts";
import type { Family, Member, Reason } from "./reason.ts";

/** Cases that may take the place of one planned case; a search for a cause takes most of them. */
const MOST_OF_FAMILY = 24;

/** All causes are gone through twice: getting rid of one may bring back another. */
const ROUNDS = ["first", "again"] as const;

/** A case in the place of a planned one. */
export interface Adapted {
  readonly planned: Exclude<Planned, { readonly skipped: string } | { readonly scenario: unknown }>;
  readonly member: Member;
}

/** Makes cases that take the place of a planned one. */
export class Adapter {
  readonly #run: PreparedRun;

  constructor(run: PreparedRun) {
    this.#run = run;
  }

  /** The means to change the body of a family's drafts. */
  changed({ planned }: Family): ChangedBody {
    return new ChangedBody(this.#run.context.underTest, planned);
  }

  /**
   * A case without all that the reasons say of the member's body; undefined where it has nothing of it, or nothing can be
   * done.
   * @param certain those for which the body was refused, whether or not their causes seem to be in it
   */
  without({ family, draft }: Member, reasons: readonly Reason[], certain: readonly Reason[] = []) {
    const changed = this.changed(family);
    const refusals = new Set(draft.adapted?.refusals);
    const causes = reasons.flatMap((reason) => reason.causes.map((cause) => ({ reason, cause })));
    let { body } = draft;
    for (const round of ROUNDS)
      for (const { reason, cause } of causes) {
        const isIn = (round === "first" && certain.includes(reason)) || cause.shares(body);
        const other = isIn ? cause.without(body, changed) : undefined;
        if (other === undefined) continue;
        body = other;
        refusals.add(reason.text);
      }
    return this.instead(family, body, [...refusals]);
  }

  /** The case with another body in a family's place; undefined where it cannot be sent, or was sent before. */
  instead(family: Family, body: Json, refusals: readonly string[]): Adapted | undefined {
    const { planned, kind, changes: known } = family;
    const before = planned.body ?? null;
    const changes = changesBetween(before, body);
    const text = JSON.stringify(changes);
    if (changes.length === 0 || known.has(text) || known.size === MOST_OF_FAMILY) return undefined;
    known.add(text);
    const adapted = { nth: known.size, changes, refusals };
    const draft = { ...planned, body: withChanges(before, changes), adapted };
    const bound = this.#run.bind(kind, draft);
    return "case" in bound ? { planned: bound, member: { family, draft } } : undefined;
  }
}
