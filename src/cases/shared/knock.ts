import type { Operation } from "../../contract/contract.ts";
import { isSuccess } from "../../contract/resource.ts";
import { credentials, tokenHeader } from "../../http/credentials.ts";
import { throughClient } from "../../http/through-client.ts";
import type { Draft } from "../kind.ts";
import { PRIORITY } from "../priority.ts";
import type { Command, Model, Real } from "./life.ts";

/** A token that no account has, in a form that any endpoint can read. */
export const WRONG_TOKEN = "invalid-token";

/** The token that is sent in place of the right one, by the name of the guard that it lacks. */
const TOKENS = { "no-token": undefined, "wrong-token": WRONG_TOKEN } as const;

export type TokenGuard = keyof typeof TOKENS;

/** Reads or deletes the first resource without a valid token, which must not get in. */
export class Knock implements Command {
  readonly #step: "read" | "delete";
  readonly #guard: TokenGuard;

  constructor(step: "read" | "delete", guard: TokenGuard) {
    this.#step = step;
    this.#guard = guard;
  }

  check = (model: Readonly<Model>): boolean => model.made[0]?.exists === true;

  async run(model: Model, { play, linked, name }: Real): Promise<void> {
    const [made] = model.made;
    const target = linked[this.#step];
    const values = made && target?.values(made);
    const draft = target && this.#draft(target.operation, name());
    if (!values || !draft) return;
    const { operation, request } = target;
    const answer = await throughClient((options) => request(options, values), {
      ...{ token: "", userAgent: "" },
      send: ({ path }) => play({ ...draft, target: () => path }, { operation }),
    });
    // Whoever lets a deletion in has no such resource any more.
    if (this.#step === "delete" && answer && isSuccess(answer.status)) made.exists = false;
  }

  #draft({ security }: Operation, label: string): Draft | undefined {
    const header = security && tokenHeader(security);
    if (!security || header === undefined) return undefined;
    const { docs, description } = security;
    const token = TOKENS[this.#guard];
    return {
      name: `${label}-${this.#step}-${this.#guard}`,
      expect: "reject",
      fault: { kind: "token", guard: this.#guard, docs, expected: `a valid token: ${description}` },
      headers: { [header]: token === undefined ? undefined : credentials(security, token) },
      priority: PRIORITY.step,
    };
  }

  toString = (): string => `${this.#step} with ${this.#guard}`;
}
