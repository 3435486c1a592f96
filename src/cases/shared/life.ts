import type fc from "fast-check";
import { isSuccess, resourceOf } from "../../contract/resource.ts";
import { idOf } from "../../contract/resource-path.ts";
import { isObject, type Json, valueAt } from "../../core/json.ts";
import { seedOf } from "../../core/seed.ts";
import { type Answer, jsonOf } from "../../http/exchange.ts";
import { throughClient } from "../../http/through-client.ts";
import type { Draft, KindContext, Scenario } from "../kind.ts";
import { PRIORITY } from "../priority.ts";
import type { MakeBody } from "./life-bodies.ts";
import type { Linked, LinkedOperation, Step } from "./linked-operations.ts";
import type { Made, Model } from "./model.ts";
import { promisedInList } from "./promised-in-list.ts";

type Play = Parameters<Scenario["run"]>[0];

export interface Real {
  readonly play: Play;
  readonly context: KindContext;
  readonly linked: Linked;
  readonly name: () => string;
}

export type Command = fc.AsyncCommand<Model, Real>;

/** Makes a resource, with the operation under test or the one that comes before it. */
export class Create implements Command {
  readonly #makes: readonly MakeBody[];

  /** @param makes bodies of its own, each for the case that those before are refused; in the end it is as simple as can be */
  constructor(...makes: readonly MakeBody[]) {
    this.#makes = makes;
  }

  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    const { maker } = real.linked;
    const label = real.name();
    const bodies = this.#makes.map((make) => make(maker)).filter((body) => body !== undefined);
    for (const [index, body] of bodies.entries()) {
      const answer = await this.#create(
        model,
        real,
        `${label}-create${index === 0 ? "" : `-${index}`}`,
        body,
      );
      if (answer !== undefined && isSuccess(answer.status)) return;
    }
    const seed = seedOf(real.context.underTest.seed, `lifecycle/${label}`);
    const plain = maker.baseInstance([], seed);
    const name = bodies.length === 0 ? `${label}-create` : `${label}-create-plain`;
    if (plain !== undefined) await this.#create(model, real, name, plain);
  }

  async #create(
    model: Model,
    { play, context, linked: { maker } }: Real,
    name: string,
    body: Json,
  ): Promise<Answer | undefined> {
    const draft: Draft = { name, expect: "accept", body, priority: PRIORITY.step };
    const about = maker === context.underTest ? undefined : { operation: maker.operation };
    const answer = await play(draft, about);
    const resource = resourceOf(maker.operation);
    const json = answer && isSuccess(answer.status) ? jsonOf(answer) : undefined;
    const id = resource && idOf(valueAt(json, resource.id));
    if (id !== undefined)
      model.made.push({ id, sent: body, created: valueAt(json, resource?.pointer ?? ""), exists: true });
    return answer;
  }

  toString = (): string => "create";
}

/** Reads, changes, lists or deletes one of the created resources, deleted or not. */
export class Use implements Command {
  readonly #step: Step;
  readonly #nth: number;
  readonly #size: number | undefined;

  /** @param size the number of items on a page of a list; as many as there are unless given */
  constructor(step: Step, nth: number, size?: number) {
    this.#step = step;
    this.#nth = nth;
    this.#size = size;
  }

  check = (model: Readonly<Model>): boolean => model.made.length > 0;

  async run(model: Model, real: Real): Promise<void> {
    const made = model.made[this.#nth % model.made.length];
    const target = real.linked[this.#step];
    if (!made || !target) return;
    const answer =
      this.#step === "update"
        ? await change(made, target, real)
        : await ask(made, target, { step: this.#step, size: this.#size }, real);
    if (this.#step === "update" && answer !== undefined) noteChange(made, answer, real);
    if (this.#step === "list" && answer && isSuccess(answer.status)) model.isListed = true;
    if (this.#step !== "delete") return;
    // Without an answer the resource's state is unknown, so the model forgets it.
    if (answer === undefined) model.made.splice(model.made.indexOf(made), 1);
    else if (isSuccess(answer.status)) made.exists = false;
  }

  toString = (): string => `${this.#step} ${this.#nth}`;
}

const draftOf = (step: Step, { exists }: Made, name: string): Draft => ({
  name: `${name}-${step}${exists ? "" : "-gone"}`,
  expect: exists ? "accept" : "observe",
  priority: PRIORITY.step,
});

/** Sends a linked request, without a body unless it must have one. */
async function ask(
  made: Made,
  target: LinkedOperation,
  { step, size }: { readonly step: Step; readonly size: number | undefined },
  { play, name, linked, context }: Real,
): Promise<Answer | undefined> {
  const { operation, values, request, needed, path } = target;
  const given = values(made);
  if (given === undefined) return undefined;
  const isMade = step === "list" && linked.maker === context.underTest;
  const resource = {
    step,
    exists: made.exists,
    created: isMade ? promisedInList(made, linked.maker.contract, target) : made.created,
    id: made.id,
  };
  const label = name();
  const body = needed?.baseInstance([], seedOf(context.underTest.seed, `lifecycle/${label}`));
  const draft = { ...draftOf(step, made, label), ...(body === undefined ? {} : { body }) };
  return throughClient((options) => request(options, given), {
    // The headers of a case are those of the run, which plays it.
    ...{ token: "", userAgent: "" },
    send: ({ path: written }) =>
      play({ ...draft, target: (usual) => path(written, size, usual) }, { operation, resource }),
  });
}

/** Sends a change of a resource, as simple as can be. */
async function change(
  made: Made,
  { operation, values }: LinkedOperation,
  { play, context, linked, name }: Real,
): Promise<Answer | undefined> {
  const label = name();
  const given = values(made);
  const body = linked.changer?.baseInstance([], seedOf(context.underTest.seed, `lifecycle/${label}`));
  if (given === undefined || body === undefined) return undefined;
  const { exists, created } = made;
  const draft = { ...draftOf("update", made, label), body, supplied: { path: given, query: {} } };
  return play(draft, { operation, resource: { step: "update", exists, created } });
}

/** From a change on, the resource is as that was answered. */
function noteChange(made: Made, answer: Answer, { linked: { maker, changer } }: Real): void {
  if (!made.exists || !isSuccess(answer.status)) return;
  const { pointer = "", id = "" } = changer?.documented.resourceOf(maker.operation) ?? {};
  const json = jsonOf(answer);
  const changed = valueAt(json, pointer);
  // Another resource in the answer says nothing of this one.
  if (isObject(changed) && idOf(valueAt(json, id)) === made.id) made.created = changed;
}
