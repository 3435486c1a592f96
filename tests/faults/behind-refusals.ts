/** Endpoints that refuse some valid bodies, with faults that only other bodies show. */

import type { JsonObject } from "../../src/core/json.ts";
import { loadDeviations } from "../../src/findings/deviations-file.ts";
import type { Answer } from "../../src/http/exchange.ts";
import { loadProfile } from "../../src/sandbox/profile-file.ts";
import { OBSERVED_FILE } from "../../src/targets/open-target.ts";
import { PROJECT } from "../fixtures/project.ts";
import type { Fault } from "./fault.ts";
import { CREATE, isSuccess, type Plant } from "./plant.ts";
import type { Ground } from "./run.ts";
import { crash } from "./table/crash.ts";
import { meaning } from "./table/meaning.ts";
import { openPlanted } from "./target.ts";

const refusal = (status: number, message: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  text: JSON.stringify({ statusCode: status, message, error: "Bad Request" }),
});

/** A plant behind a refusal: what is refused reaches it no more. */
const behind = (plant: Plant, when: (sent: JsonObject) => boolean, refused: Answer): Plant => ({
  ...plant,
  answer: (answer, about) => {
    if (about.operation === CREATE && isSuccess(answer) && when(about.sent ?? {})) return refused;
    return plant.answer?.(answer, about) ?? answer;
  },
});

/** A plant of which nothing shows in answers to bodies that are refused. */
const onAccepted = (plant: Plant): Plant => ({
  ...plant,
  answer: (answer, about) =>
    about.operation === CREATE && !isSuccess(answer) ? answer : (plant.answer?.(answer, about) ?? answer),
});

const PROFILE = await loadProfile(OBSERVED_FILE, PROJECT);

/** Endpoints that refuse valid bodies: for a known reason, for one that their words name, and for one that no words name. */
export const GROUNDS: readonly (readonly [name: string, ground: Ground])[] = [
  [
    "a known refusal",
    {
      open: (plant) => openPlanted(onAccepted(plant), PROFILE),
      deviations: await loadDeviations(undefined, PROJECT),
    },
  ],
  [
    "a refusal that nobody knows",
    {
      open: (plant) =>
        openPlanted(
          behind(
            plant,
            ({ slotInterval }) => Number(slotInterval) > 60,
            refusal(422, ["slotInterval must not be greater than 60"]),
          ),
        ),
    },
  ],
  [
    "a refusal in words that say nothing",
    {
      open: (plant) =>
        openPlanted(
          behind(
            plant,
            ({ preBuffer }) => Number(preBuffer) > 90,
            refusal(400, "The request was not accepted."),
          ),
        ),
    },
  ],
];
/** Faults that only full bodies with values at the edge show, by their names in the table. */
const NAMES = [
  "zero becomes the default",
  "an empty text becomes the default",
  "a long text is cut off",
  "blanks around a text are lost",
  "markup is escaped",
  "quotes are escaped",
  "emoji become question marks",
  "NUL is lost",
  "on a huge number",
  "on a leap day",
  "on many items",
  "on letters from right to left",
  "on a gateway's error every time",
];

/** The faults of these names. */
export const HIDDEN: readonly Fault[] = [...meaning, ...crash].filter(({ name }) => NAMES.includes(name));
