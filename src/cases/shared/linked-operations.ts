import type { LinkedRequest } from "../../contract/client.ts";
import type { Link, Operation } from "../../contract/contract.ts";
import { knownQuery } from "../../contract/known-query.ts";
import type { ListPages } from "../../contract/list-pointers.ts";
import { makerOf } from "../../contract/precondition.ts";
import { endsIn } from "../../contract/resource.ts";
import { idOf, ResourcePath } from "../../contract/resource-path.ts";
import { own, valueAt } from "../../core/json.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import type { ResourceState } from "../../http/exchange.ts";
import { firstPage } from "../../http/list-pages.ts";
import { withQueryFrom } from "../../http/query-from.ts";
import type { KindContext } from "../kind.ts";
import type { Made } from "./model.ts";

/** A request about one resource that was made. */
export type Step = ResourceState["step"];

/** An operation that a link leads to, with what writes its requests. */
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
