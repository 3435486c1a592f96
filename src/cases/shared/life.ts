import type fc from "fast-check";
import type { LinkedRequest } from "../../contract/client.ts";
import type { Link, Operation } from "../../contract/contract.ts";
import { knownQuery } from "../../contract/known-query.ts";
import type { ListPages } from "../../contract/list-pointers.ts";
import { makerOf } from "../../contract/precondition.ts";
import { endsIn, isSuccess, resourceOf } from "../../contract/resource.ts";
import { idOf, ResourcePath } from "../../contract/resource-path.ts";
import { isObject, type Json, own, valueAt } from "../../core/json.ts";
import { seedOf } from "../../core/seed.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import { type Answer, jsonOf, type ResourceState } from "../../http/exchange.ts";
import { firstPage } from "../../http/list-pages.ts";
import { withQueryFrom } from "../../http/query-from.ts";
import { throughClient } from "../../http/through-client.ts";
import type { Draft, KindContext, Scenario } from "../kind.ts";
import { PRIORITY } from "../priority.ts";
import type { MakeBody } from "./life-bodies.ts";
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

/** A request about one resource that was made. */
export type Step = ResourceState["step"];

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

export interface LinkedOperation {
  readonly operation: Operation;
  readonly request: LinkedRequest;
  /** The values of its parameters for a resource; undefined where the resource has none that can be sent. */
  values(made: Made): { readonly [name: string]: string } | undefined;
  /**
   * The path of a request, with what it must have beside these values, and with a number of items on a page.
   * @param usual the path of the operation's simplest request
   */
  path(written: string, size: number | undefined, usual: string): string;
  /** Present where it lists in pages. */
  readonly pages?: ListPages | undefined;
  /** All that is known of the operation, where a request to it must have a body. */
  readonly needed: OperationUnderTest | undefined;
  /** The pointer to the items of a list; absent for any other operation. */
  readonly items?: string | undefined;
}

/** The operations around a creation, told apart by their methods. */
export interface Linked extends Partial<Record<Step, LinkedOperation | undefined>> {
  readonly maker: OperationUnderTest;
  /** All that is known of the operation that changes a resource. */
  readonly changer: OperationUnderTest | undefined;
}

export function linkedOperations({ underTest, related }: KindContext): Linked {
  const { contract, operation: tested } = underTest;
  const known = (operation: Operation) => (operation === tested ? underTest : related?.(operation));
  const maker = known(makerOf(contract, tested)) ?? underTest;
  const linked = maker.operation.links.flatMap((link) => linkedBy(maker, link, known));
  const find = (...methods: string[]) =>
    linked.find(({ operation, isList }) => !isList && methods.includes(operation.method));
  const update = maker === underTest ? undefined : find("PUT", "PATCH");
  return {
    maker,
    changer: update && known(update.operation),
    read: find("GET"),
    delete: find("DELETE"),
    update,
    list: linked.find(({ isList }) => isList),
  };
}

function linkedBy(
  { contract, operation: { id } }: OperationUnderTest,
  { operationId, parameters, query = {}, lists }: Link,
  known: (operation: Operation) => OperationUnderTest | undefined,
): (LinkedOperation & { readonly isList: boolean })[] {
  const [parameter] = Object.keys(parameters);
  const [target, request] = [contract.operations[operationId], own(own(contract.linked, id), operationId)];
  if (!target || !request || (parameter === undefined && !lists)) return [];
  if (parameter !== undefined && !lists && !endsIn(target.path, parameter)) return [];
  const values = (made: Made) => {
    if (parameter !== undefined)
      return new ResourcePath(target.path, parameter).of(made.id) === undefined
        ? undefined
        : { [parameter]: made.id };
    const asked = Object.entries(query).map(
      ([name, at]) => [name, idOf(valueAt(made.created, at) ?? valueAt(made.sent, at))] as const,
    );
    return asked.some(([, value]) => value === undefined)
      ? undefined
      : (Object.fromEntries(asked) as { [name: string]: string });
  };
  const required = target.parameters.flatMap((one) => (one.required ? [one.name] : []));
  const { pages, items } = lists ?? {};
  const isList = lists !== undefined;
  const ofItself = knownQuery(target, contract.schemas);
  const path = (written: string, size: number | undefined, usual: string): string =>
    firstPage(withQueryFrom(written, usual, ofItself), pages ?? {}, required, size);
  const needed = target.requestBody?.required ? known(target) : undefined;
  return [{ operation: target, request, values, path, needed, pages, isList, items }];
}
