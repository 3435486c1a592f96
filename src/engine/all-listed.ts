import { linkedOperations } from "../cases/shared/linked-operations.ts";
import type { Made } from "../cases/shared/model.ts";
import { promisedInList } from "../cases/shared/promised-in-list.ts";
import { isSuccess, resourceOf } from "../contract/resource.ts";
import { idOf } from "../contract/resource-path.ts";
import { valueAt } from "../core/json.ts";
import { type Answer, type Case, jsonOf } from "../http/exchange.ts";
import type { Cleanup } from "../journal/cleanup.ts";
import type { Creations } from "./creations.ts";
import type { RunEvent } from "./events.ts";
import type { Judging } from "./judging.ts";
import type { LaterLooks } from "./later-looks.ts";
import type { PreparedRun } from "./prepare.ts";

/** The result of one case. */
export interface Played {
  readonly events: readonly RunEvent[];
  /** The answer that was judged, or is held back; absent where there is none yet. */
  readonly answer?: Answer;
}

/** Judges a list by what else it must hold than the resource that it is asked for: all that the run has made, and not deleted. */
export class AllListed {
  readonly #run: PreparedRun;
  readonly #creations: Creations;
  readonly #judging: Judging;
  readonly #laterLooks: LaterLooks;
  readonly #cleanup: Pick<Cleanup, "isThere" | "keyOf">;

  constructor(
    run: PreparedRun,
    { creations, judging }: { readonly creations: Creations; readonly judging: Judging },
    laterLooks: LaterLooks,
  ) {
    this.#run = run;
    this.#creations = creations;
    this.#judging = judging;
    this.#laterLooks = laterLooks;
    this.#cleanup = run.cleanup;
  }

  /** Plays a case; a list that was judged is judged once more for each resource that was there before it was asked for. */
  async around(sent: Case, play: () => Promise<Played>): Promise<Played> {
    const others = this.#others(sent);
    const played = await play();
    const { events, answer } = played;
    const isJudged = events.some(({ type }) => type === "judged");
    if (answer === undefined || !isJudged || !isSuccess(answer.status)) return played;
    const more: RunEvent[] = [];
    for (const other of others.filter(this.#isThere)) {
      const settled = await this.#laterLooks.settled(other, answer);
      if (this.#isThere(other)) more.push(...this.#judging.judgeListed(settled.case, settled.answer));
    }
    return { events: [...events, ...more], answer };
  }

  /** The case of a list once for each other resource; none for any other case, nor where a list comes in pages. */
  #others(sent: Case): readonly Case[] {
    const { contract } = this.#run.options;
    const { maker, context } = this.#run;
    const { resource } = sent;
    if (resource?.step !== "list" || maker !== context.underTest.operation) return [];
    const { list } = linkedOperations(context);
    if (list?.operation.id !== sent.operation || list.pages) return [];
    const asked = new URLSearchParams(sent.request.path.split("?")[1]);
    return [...this.#creations.all()].flatMap(({ case: creation, answer }): Case[] => {
      const made = this.#madeBy(creation, answer);
      const values = made && list.values(made);
      if (!made || !values || made.id === resource.id) return [];
      if (Object.entries(values).some(([name, value]) => asked.get(name) !== value)) return [];
      const created = promisedInList(made, contract, list);
      return [{ ...sent, resource: { step: "list", exists: true, id: made.id, created } }];
    });
  }

  /** True if what a case is about was not deleted meanwhile. */
  #isThere = ({ resource }: Case): boolean => {
    const { path } = this.#run.maker;
    return resource?.id !== undefined && this.#cleanup.isThere(this.#cleanup.keyOf(path, resource.id));
  };

  #madeBy(creation: Case, answer: Answer): Made | undefined {
    const resource = resourceOf(this.#run.maker);
    const isValid = creation.expect === "accept" && isSuccess(answer.status);
    if (!resource || creation.operation !== this.#run.maker.id || !isValid) return undefined;
    const json = jsonOf(answer);
    const id = idOf(valueAt(json, resource.id));
    if (id === undefined || !this.#cleanup.isThere(this.#cleanup.keyOf(creation.request.path, id)))
      return undefined;
    return { id, sent: creation.body, created: valueAt(json, resource.pointer), exists: true };
  }
}
