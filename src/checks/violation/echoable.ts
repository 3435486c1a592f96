import type { SchemaError } from "../../contract/contract.ts";
import { type InstancePointer, parentPointer, within } from "../../contract/pointers.ts";
import type { SchemaAtLocation } from "../../contract/schema-at-location.ts";
import type { SchemaValidator } from "../../contract/validation.ts";
import { type Json, valueAt, withValueAt } from "../../core/json.ts";
import { describedAnswer, documentedStatus, type Judged } from "../check.ts";

/** Says which values of a request an answer may hold by its own docs; it validates once for all of them, where that is enough. */
export class Echoable {
  readonly #exchange: Judged;
  readonly #pointer: InstancePointer;
  readonly #described: SchemaAtLocation | undefined;
  readonly #validator: SchemaValidator | undefined;
  #errors: { readonly asked: readonly SchemaError[]; readonly echoed: readonly SchemaError[] } | undefined;

  /** @param pointer of what comes back, in the answer */
  constructor(exchange: Judged, pointer: InstancePointer) {
    const code = documentedStatus(exchange) ?? "";
    this.#exchange = exchange;
    this.#pointer = pointer;
    this.#described = describedAnswer(exchange, code);
    this.#validator = exchange.documented.responses.get(code);
  }

  /** True for what the answer's docs, which list the properties beside it, do not name: they promise nothing of it. */
  isUnnamed(at: InstancePointer): boolean {
    const holder = this.#described?.at(within(this.#pointer, parentPointer(at)));
    return (
      holder?.schema.properties !== undefined && this.#described?.at(within(this.#pointer, at)) === undefined
    );
  }

  /**
   * False where the request may hold a value that the answer's own docs do not allow, so that it cannot come back.
   * @param all the locations of the request that may be asked for
   */
  allows(at: InstancePointer, all: readonly InstancePointer[]): boolean {
    const answered = within(this.#pointer, at);
    if (this.#described?.at(answered)?.schema.writeOnly === true) return false;
    this.#errors ??= this.#validate(all);
    const { asked, echoed } = this.#errors;
    if (isWrong(asked, at) || this.#validator === undefined || !this.#isHeld(at)) return true;
    if (!isWrong(echoed, answered)) return true;
    const { json, case: sent } = this.#exchange;
    const alone = withValueAt(json as Json, answered, valueAt(sent.body, at) as Json);
    return !isWrong(this.#validator.validate(alone), answered);
  }

  /** True if the answer has the object or the list that a location is in. */
  #isHeld(at: InstancePointer): boolean {
    return valueAt(this.#exchange.json, parentPointer(within(this.#pointer, at))) !== undefined;
  }

  #validate(all: readonly InstancePointer[]) {
    const { documented, json, case: sent } = this.#exchange;
    const owned = new Set<object>();
    let echoed = json as Json;
    for (const at of all)
      if (this.#isHeld(at))
        echoed = withValueAt(echoed, within(this.#pointer, at), valueAt(sent.body, at) as Json, owned);
    return {
      asked: documented.request?.validate(sent.body) ?? [],
      echoed: this.#validator?.validate(echoed) ?? [],
    };
  }
}

/** True if one of the errors is at a location, or below it. */
const isWrong = (errors: readonly SchemaError[], at: InstancePointer): boolean =>
  errors.some(({ instancePath }) => instancePath === at || instancePath.startsWith(`${at}/`));
