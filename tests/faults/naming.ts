/** Endpoints by what their refusals name: every fault of a body, the first one, or none. */
import type { Contract } from "../../src/contract/contract.ts";
import type { Answer } from "../../src/http/exchange.ts";
import { contract } from "../fixtures/project.ts";
import { placeOf } from "./enforced.ts";
import { type About, CREATE, type Plant } from "./plant.ts";
import type { Ground } from "./run.ts";
import { openPlanted } from "./target.ts";

/** The messages of a refusal, from those of all faults of a body. */
type Words = (all: readonly string[]) => readonly string[];

/** An endpoint that refuses bodies with a list of messages. */
export function naming(plant: Plant, words: Words): Plant {
  const enforced = plant.contract?.(contract) ?? contract;
  return {
    ...plant,
    answer: (answer, about) => refused(plant.answer?.(answer, about) ?? answer, about, enforced, words),
  };
}

function refused(answer: Answer, { operation, sent }: About, enforced: Contract, words: Words): Answer {
  if (operation !== CREATE || answer.status !== 400 || sent === undefined) return answer;
  const validator = enforced.validators[CREATE]?.request;
  if (validator === undefined || validator(sent)) return answer;
  const all = (validator.errors ?? []).map((error) => `${named(placeOf(error))} ${error.message}`);
  return {
    ...answer,
    status: 422,
    text: JSON.stringify({ statusCode: 422, message: words(all), error: "Unprocessable Entity" }),
  };
}

/** A place as class-validator writes it: `openHours.0.hours.0.openHour`. */
const named = (place: string): string => place.slice(1).replaceAll("/", ".");

export const NAMINGS: readonly (readonly [name: string, words: Words])[] = [
  ["all", (all) => all],
  ["the first", (all) => all.slice(0, 1)],
  ["none", () => ["the body is not valid"]],
];

export const namingGround = (words: Words): Ground => ({
  open: (plant) => openPlanted(naming(plant, words)),
});
