import type { Json, JsonObject } from "../../../src/core/json.ts";
import { type Fault, faultsOf } from "../fault.ts";
import { inner, type Plant } from "../plant.ts";

const list = (path: readonly string[], change: (list: readonly Json[]) => readonly Json[]): Plant =>
  inner(path, (value) => (Array.isArray(value) ? (change(value) as Json) : value));

const sorted = (path: readonly string[], key: (item: JsonObject) => Json | undefined): Plant =>
  list(path, (items) =>
    items.toSorted((a, b) => {
      const [one, other] = [key(a as JsonObject) ?? 0, key(b as JsonObject) ?? 0];
      return one < other ? -1 : Number(one > other);
    }),
  );

/** Lists whose items are kept in another order, or not each of them. */
export const order: Fault[] = faultsOf("list", [
  ["days are sorted", "echo", /openHours\[\]\.daysOfTheWeek is sorted/, list(["openHours", "daysOfTheWeek"], (days) => days.toSorted((a, b) => Number(a) - Number(b)))],
  ["members are sorted by priority", "echo", /teamMembers is (sorted by priority|reordered)/, sorted(["teamMembers"], ({ priority }) => priority)],
  ["dates are sorted", "echo", /availabilities is (sorted by date|reordered)/, sorted(["availabilities"], ({ date }) => date)],
  ["hours are sorted", "echo", /openHours\[\]\.hours is sorted by openHour/, sorted(["openHours", "hours"], ({ openHour }) => openHour)],
  ["locations are sorted", "echo", /locationConfigurations is (sorted by kind|reordered)/, sorted(["locationConfigurations"], ({ kind }) => kind)],
  ["notifications are reversed", "echo", /notifications is (reversed|reordered)/, list(["notifications"], (items) => items.toReversed())],
  ["what comes twice is kept once", "echo", /openHours\[\]\.daysOfTheWeek is de-duplicated/, list(["openHours", "daysOfTheWeek"], (days) => [...new Set(days)])],
  ["the first item only is kept", "echo", /availabilities is cut after 1 item/, list(["availabilities"], (items) => items.slice(0, 1))],
  ["the last item is lost", "echo", /openHours\[\]\.hours is cut after \d+ items?/, list(["openHours", "hours"], (items) => (items.length > 1 ? items.slice(0, -1) : items))],
  ["an empty one becomes null", "response-schema", /openHours is null/, list(["openHours"], (items) => (items.length === 0 ? (null as never) : items)), "any"],
]); // biome-ignore format: a table reads better in lines
