import { compiled } from "../../contract/conditions/compiled.ts";
import { valuesAtLocation } from "../../contract/located-values.ts";
import type { Location } from "../../contract/locations.ts";
import type { Json } from "../../core/json.ts";
import { smallestCondition } from "../../findings/smallest-condition.ts";
import { type Cause, ConditionCause } from "./cause.ts";
import type { ChangedBody } from "./changed-body.ts";
import { namedLocations } from "./named-locations.ts";
import { PlaceCause, replaced, simplestAt } from "./place-cause.ts";

/** Locations that the words name which are tried, at most. */
const MOST_NAMED = 5;

/** The input of a search: one refused body, the words of the refusal, and the bodies that were accepted so far. */
export interface Refused {
  readonly body: Json;
  readonly words: string;
  readonly changed: ChangedBody;
  readonly accepted: readonly Json[];
  /** Further bodies that were refused for the same reason. */
  readonly refused: readonly Json[];
}

/** Refused and accepted bodies from which a condition can be told. */
const LEAST_REFUSED = 3;
const LEAST_ACCEPTED = 4;

/** A body that a search asks about, and the answer: true if it was refused for the same reason. */
type Asks<T> = Generator<Json, T, boolean>;

/**
 * Searches the cause of a refusal by asking: yields bodies to send, each of them once, and is told whether they were refused
 * for the same reason. First without what tells refused bodies from accepted ones, then without what the words name, then
 * without half of its members, and halves of what is left.
 * @returns undefined where nothing was found
 */
export function* searched(refused: Refused): Asks<Cause | undefined> {
  const steps = hypotheses(refused);
  const answers = new Map<string, boolean>();
  let step = steps.next();
  while (!step.done) {
    const text = JSON.stringify(step.value);
    const isRefused = answers.get(text) ?? (yield step.value);
    answers.set(text, isRefused);
    step = steps.next(isRefused);
  }
  return step.value;
}

function* hypotheses(refused: Refused): Asks<Cause | undefined> {
  const { body, words, changed, accepted } = refused;
  const told = conditionCause(refused);
  const without = told?.without(body, changed);
  if (without !== undefined && !(yield without)) return told;
  const named = namedLocations(changed.underTest.bodyLocations, words).slice(0, MOST_NAMED);
  for (const location of named) {
    const cause = causeAt(location, refused);
    const candidate = cause.without(body, changed);
    if (candidate !== undefined && !(yield candidate)) return cause;
  }
  const found = yield* halved(refused);
  return found && new PlaceCause(found, accepted);
}

/** The condition that all refused bodies meet and no accepted one, where there are enough of them to tell. */
function conditionCause({ words, changed, accepted, refused }: Refused): Cause | undefined {
  if (refused.length < LEAST_REFUSED || accepted.length < LEAST_ACCEPTED) return undefined;
  const [showing, others] = [refused, accepted].map((bodies) => bodies.map((body) => ({ body })));
  const { requestSchema } = changed.underTest.documented;
  const condition = smallestCondition({ showing: showing ?? [], others: others ?? [] }, requestSchema)?.body;
  if (condition === undefined || accepted.some(compiled(condition))) return undefined;
  return new ConditionCause(condition, words);
}

/** A cause at a location: in its value, or in that there is none. */
function causeAt(location: Location, { body, words, accepted }: Refused): Cause {
  const isThere = valuesAtLocation(body, location).length > 0;
  if (!isThere) return new ConditionCause({ not: location.presence }, words);
  const cause = new PlaceCause(location, accepted);
  cause.refused(body);
  return cause;
}

/** The deepest location without whose values the body is not refused, found by leaving out halves. */
function* halved({ body, changed }: Refused): Asks<Location | undefined> {
  let known = body;
  let found: Location | undefined;
  for (;;) {
    let suspects = below(found, known, changed);
    let isSure = false;
    while (suspects.length > 1 || (suspects.length === 1 && !isSure)) {
      const half = suspects.slice(0, Math.ceil(suspects.length / 2));
      const rest = suspects.slice(half.length);
      const candidate = neutral(known, half, changed);
      if (candidate === undefined || (yield candidate)) {
        known = candidate ?? known;
        suspects = rest;
        isSure = false;
      } else {
        suspects = half;
        isSure = true;
      }
    }
    const [only] = suspects;
    if (only === undefined) return found;
    found = only;
  }
}

/** The locations directly below one, or below the body, at which a body has values; the items of a list count as the list itself. */
function below(parent: Location | undefined, body: Json, { underTest }: ChangedBody): readonly Location[] {
  const tokens = parent?.tokens ?? [];
  const depth = parent?.types.includes("array") === true ? tokens.length + 2 : tokens.length + 1;
  return underTest.bodyLocations.filter(
    (location) =>
      location.tokens.length === depth &&
      tokens.every((token, index) => location.tokens[index] === token) &&
      valuesAtLocation(body, location).length > 0,
  );
}

/** The body without the values at some locations; where it must have them, with the simplest. */
function neutral(body: Json, locations: readonly Location[], changed: ChangedBody): Json | undefined {
  const before = JSON.stringify(body);
  const bare = locations.reduce((value, location) => {
    const places = valuesAtLocation(value, location);
    return replaced(value, places, location.required ? simplestAt(location, changed) : undefined);
  }, body);
  const candidate = changed.isSameClaim(bare) ? bare : changed.nearest(bare, []);
  return candidate === undefined || JSON.stringify(candidate) === before ? undefined : candidate;
}
