import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accountOf, operationOfRun } from "../../src/account/environment.ts";
import { generate } from "../../src/codegen/generate.ts";
import type { Contract } from "../../src/contract/contract.ts";
import { documentedOperation } from "../../src/contract/documented-operation.ts";
import { SuiteError } from "../../src/core/errors.ts";
import { documentText } from "../../src/docs/document-text.ts";
import { readOpenApi } from "../../src/docs/openapi/read-openapi.ts";
import type { WholeDocument } from "../../src/docs/source/whole-document.ts";
import { prepareInSlices } from "../../src/engine/prepare.ts";
import { run } from "../../src/engine/run.ts";
import { type RunResult, resultOf } from "../../src/engine/run-result.ts";
import type { Case, Target } from "../../src/http/exchange.ts";
import { requestParameters } from "../../src/http/read-parameters.ts";
import { openTarget } from "../../src/targets/open-target.ts";
import { instantClock } from "../fixtures/instant-clock.ts";
import type { Outcome, Step } from "./outcome.ts";

const SEED = 42;

/** One operation of a document on its way through the steps. */
export class TriedOperation {
  readonly #operation: { readonly source: WholeDocument; readonly document: string; readonly line: string };
  readonly #folder: string;
  readonly #passed: Step[] = [];
  readonly #causes: { step: Step; cause: string }[] = [];
  #ms = 0;

  constructor(
    operation: { readonly source: WholeDocument; readonly document: string; readonly line: string },
    folder: string,
  ) {
    this.#operation = operation;
    this.#folder = folder;
  }

  get outcome(): Outcome {
    const { document, line } = this.#operation;
    return { document, line, passed: [...this.#passed], causes: [...this.#causes], ms: this.#ms };
  }

  /** Captures it, and generates its code into the folder. */
  async make(): Promise<void> {
    const { source, document: name, line } = this.#operation;
    const text = await this.#step("capture", async () => {
      const { document } = await readOpenApi({ ...source, name, wanted: line });
      return documentText(document, "source", "overlay");
    });
    if (text === undefined) return;
    const files = await this.#step("generate", () => generate(text, "openapi/document.yaml", "0"));
    if (files === undefined) return;
    mkdirSync(this.#folder, { recursive: true });
    for (const [name, code] of files) writeFileSync(join(this.#folder, name), code);
  }

  /** Takes in what the compiler says of its code. */
  noteTypes(error: string | undefined): void {
    if (!this.#passed.includes("generate")) return;
    if (error === undefined) this.#passed.push("typecheck");
    else this.#causes.push({ step: "typecheck", cause: error });
  }

  /** Runs it against the endpoint of its own contract. */
  async run(requests: number): Promise<void> {
    if (!this.#passed.includes("generate")) return;
    const before = process.cpuUsage();
    await this.#step("run", async () => {
      const index = pathToFileURL(join(this.#folder, "index.ts")).href;
      const { contract } = (await import(index)) as { contract: Contract };
      const result = await played(contract, requests, (unanswerable) => this.#noteAnswerable(unanswerable));
      const alarm = alarmOf(result);
      if (alarm !== undefined) throw new SuiteError(alarm);
    });
    const { user, system } = process.cpuUsage(before);
    this.#ms = (user + system) / 1000;
  }

  #noteAnswerable(unanswerable: ReadonlySet<string>): void {
    if (unanswerable.size === 0) this.#passed.push("answerable");
    for (const cause of unanswerable) this.#causes.push({ step: "answerable", cause });
  }

  async #step<T>(step: Step, work: () => Promise<T>): Promise<T | undefined> {
    try {
      const made = await work();
      this.#passed.push(step);
      return made;
    } catch (error) {
      const own = error instanceof SuiteError ? "" : `${(error as Error).name}: `;
      this.#causes.push({ step, cause: own + ((error as Error).message.split("\n")[0] ?? "") });
      return undefined;
    }
  }
}

/** The result of a run of the whole plan; why requests of it could not be answered is told when it is over. */
async function played(
  contract: Contract,
  requests: number,
  onEnd: (unanswerable: ReadonlySet<string>) => void,
): Promise<RunResult> {
  const operation = operationOfRun(contract, undefined, {});
  const unanswerable = new Set<string>();
  const target = await openTarget("sandbox", { contract, root: ".", env: {} });
  try {
    const prepared = await prepareInSlices({
      contract,
      target: noting(target, unanswerable),
      operation,
      seed: SEED,
      requests,
      account: accountOf(contract, target, SEED, {}),
      userAgent: "corpus",
      clock: instantClock(),
    });
    const result = await resultOf(
      prepared,
      (async function* () {
        for await (const event of run(prepared, { shrinks: false })) {
          if (event.type === "judged") {
            const why = whyUnanswerable(contract, event.case);
            if (why !== undefined) unanswerable.add(why);
          }
          yield event;
        }
      })(),
    );
    onEnd(unanswerable);
    return result;
  } finally {
    await target.close();
  }
}

/** The target, with what no endpoint could route noted. */
const noting = (target: Target, unanswerable: Set<string>): Target => ({
  ...target,
  send(request) {
    if (/\{|%7B/i.test(request.path.split("?")[0] ?? ""))
      unanswerable.add("a path holds the name of a parameter");
    return target.send(request);
  },
});

/** Why an endpoint that keeps the contract must refuse a case that it is to accept; undefined where it need not. */
function whyUnanswerable(contract: Contract, { operation, request, expect }: Case): string | undefined {
  if (expect !== "accept") return undefined;
  const documented = documentedOperation(contract, operation);
  const values = requestParameters(documented.operation, request, contract.schemas);
  const [error] = documented.parameters?.validate(values) ?? [];
  return error && `parameter ${error.instancePath} ${error.message}`;
}

/** Why a run against the contract's own endpoint did not pass; undefined where it did. */
function alarmOf(result: RunResult): string | undefined {
  const violations = result.findings.filter(({ severity }) => severity === "violation");
  const [first] = violations;
  if (first !== undefined)
    return `false alarm: ${first.check}: ${first.violation.title} (expected ${shown(first.violation.expected)}, received ${shown(first.violation.received)})`;
  if (result.verdict !== "pass") return `${result.verdict}: ${result.reason}`;
  return undefined;
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 80);
