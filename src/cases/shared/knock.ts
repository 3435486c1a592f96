import type { Operation, Parameter } from "../../contract/contract.ts";
import { listedTexts, parametersIn } from "../../contract/parameters.ts";
import { isSuccess } from "../../contract/resource.ts";
import type { Json } from "../../core/json.ts";
import { baseParameters } from "../../generation/base-parameters.ts";
import type { GuardFault } from "../../generation/fault.ts";
import { credentials, tokenHeader } from "../../http/credentials.ts";
import { throughClient } from "../../http/through-client.ts";
import type { Draft, KindContext } from "../kind.ts";
import { PRIORITY } from "../priority.ts";
import type { Command, Real } from "./life.ts";
import type { Model } from "./model.ts";

/** A token that no account has, in a form that any endpoint can read. */
export const WRONG_TOKEN = "invalid-token";

/** One of the guards of an operation, and the way in which a request lacks it. */
export interface Guard {
  readonly fault: GuardFault;
  /** The parts of the draft that lack it. */
  lacking(context: KindContext): Pick<Draft, "headers" | "header">;
}

type Security = NonNullable<Operation["security"]>;

/** No token, and one that no account has. */
export function tokenGuards({ security }: Operation): readonly Guard[] {
  const header = security && tokenHeader(security);
  if (!security || header === undefined) return [];
  return [
    tokenGuard(security, "no-token", header, undefined),
    tokenGuard(security, "wrong-token", header, credentials(security, WRONG_TOKEN)),
  ];
}

/** The right token under another scheme, which who takes it looks at no scheme at all; each required header left out, and with a value beside the listed ones. */
export function furtherGuards(operation: Operation): readonly Guard[] {
  const { security } = operation;
  const header = security && tokenHeader(security);
  const isOfScheme = security && security.scheme !== "" && header !== undefined;
  return [
    ...(isOfScheme ? [tokenGuard(security, "other-scheme", header, withOtherScheme)] : []),
    ...parametersIn(operation, "header").flatMap((header) => headerGuards(operation, header)),
  ];
}

function headerGuards(operation: Operation, header: Parameter): Guard[] {
  const { name, required, docs } = header;
  const fault = (guard: string, expected: string): GuardFault => ({
    kind: "header",
    guard: `${guard}-${name.toLowerCase()}`,
    parameter: name,
    docs,
    expected,
  });
  const listed = listedTexts(header);
  const other = unlisted(listed);
  const leftOut: Guard = {
    fault: fault("no", `header ${name}`),
    lacking: (context) => ({ header: headersOf(operation, context, { [name]: undefined }) }),
  };
  const unknown: Guard = {
    fault: fault("unknown", `header ${name}: ${listed.join(" or ")}`),
    lacking: (context) => ({ header: headersOf(operation, context, { [name]: other }) }),
  };
  return [...(required ? [leftOut] : []), ...(other === undefined ? [] : [unknown])];
}

/** A text beside the listed ones that looks like the first of them: who compares the beginning alone takes it. */
function unlisted([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined || first === "") return undefined;
  const candidates = ["0", "1", "x"].map((last) => `${first.slice(0, -1)}${last}`);
  return candidates.find((text) => text !== first && !others.includes(text));
}

/** A token's header with another scheme than its own. */
export const withOtherScheme = (usual: string): string => usual.replace(/^\S+/, "Token");

function tokenGuard(
  { docs, description }: Security,
  guard: string,
  header: string,
  token: string | undefined | ((usual: string) => string),
): Guard {
  return {
    fault: { kind: "token", guard, docs, expected: `a valid token: ${description}` },
    lacking: () => ({ headers: { [header]: token } }),
  };
}

/** The headers of a valid request, with a change. */
function headersOf(
  operation: Operation,
  { underTest: { contract } }: KindContext,
  change: { readonly [name: string]: string | undefined },
): { readonly [name: string]: Json } {
  const { header } = baseParameters(contract, operation);
  return Object.fromEntries(
    Object.entries({ ...header, ...change }).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined,
    ),
  );
}

/** Reads, lists or deletes the first resource without what guards that, which must not get in. */
export class Knock implements Command {
  readonly #step: "read" | "list" | "delete";
  readonly #guard: Guard;

  constructor(step: "read" | "list" | "delete", guard: Guard) {
    this.#step = step;
    this.#guard = guard;
  }

  check = ({ made, isListed }: Readonly<Model>): boolean =>
    made[0]?.exists === true && (this.#step !== "list" || isListed === true);

  async run(model: Model, { play, linked, name, context }: Real): Promise<void> {
    const [made] = model.made;
    const target = linked[this.#step];
    const values = made && target?.values(made);
    if (!target || !values) return;
    const { operation, request } = target;
    const { fault } = this.#guard;
    const draft: Draft = {
      name: `${name()}-${this.#step}-${fault.guard}`,
      expect: "reject",
      fault,
      ...this.#guard.lacking(context),
      priority: PRIORITY.step,
    };
    const answer = await throughClient((options) => request(options, values), {
      ...{ token: "", userAgent: "" },
      send: ({ path }) =>
        play({ ...draft, target: (usual) => target.path(path, undefined, usual) }, { operation }),
    });
    // Whoever lets a deletion in has no such resource any more.
    if (this.#step === "delete" && answer && isSuccess(answer.status)) made.exists = false;
  }

  toString = (): string => `${this.#step} with ${this.#guard.fault.guard}`;
}
