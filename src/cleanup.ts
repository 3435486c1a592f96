import { standardHeaders } from "./cases/kind.ts";
import { isSuccess } from "./checks/check.ts";
import type { Contract, Operation } from "./contract.ts";
import { type Answer, isFailure, jsonOf, type Target } from "./exchange.ts";
import { valueAt } from "./json.ts";

/** How many deletions run at once. */
const IN_FLIGHT = 8;

/** Deletes what a run has created, by the link that leads from the creating operation to a deletion. */
export class Cleanup {
  sent = 0;
  /** Ids that could not be deleted. */
  readonly left: string[] = [];
  readonly #paths: { readonly id: string; readonly path: string }[] = [];
  readonly #remove:
    | { readonly operation: Operation; readonly parameter: string; readonly pointer: string }
    | undefined;

  constructor(contract: Contract, operation: Operation) {
    for (const link of operation.links) {
      const linked = contract.operations[link.operationId];
      const [parameter] = Object.entries(link.parameters);
      if (linked?.method === "DELETE" && parameter)
        this.#remove = { operation: linked, parameter: parameter[0], pointer: parameter[1] };
    }
  }

  /** Notes what an answer says was created. */
  note(answer: Answer): void {
    if (!this.#remove || !isSuccess(answer.status)) return;
    const id = idIn(answer, this.#remove.pointer);
    if (id === undefined) return;
    this.#paths.push({
      id,
      path: this.#remove.operation.path.replace(`{${this.#remove.parameter}}`, encodeURIComponent(id)),
    });
  }

  async run(target: Target, envelope: { readonly token: string; readonly userAgent: string }): Promise<void> {
    const remove = this.#remove;
    if (!remove) return;
    const headers = standardHeaders(remove.operation, envelope);
    const worker = async (): Promise<void> => {
      for (let next = this.#paths.pop(); next !== undefined; next = this.#paths.pop()) {
        this.sent += 1;
        const result = await target.send({ method: remove.operation.method, path: next.path, headers });
        if (isFailure(result) || !(isSuccess(result.status) || result.status === 404))
          this.left.push(next.id);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  }
}

function idIn(answer: Answer, pointer: string): string | undefined {
  const id = valueAt(jsonOf(answer), pointer);
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
