import type { Json } from "../../../src/core/json.ts";
import { forgets } from "../enforced.ts";
import { type Fault, faultsOf, type Row } from "../fault.ts";
import { listOf } from "../plant.ts";

const RULES = [
  "team-members-required",
  "personal-one-member",
  "collective-primary-stated",
  "one-primary",
  "several-locations-one-member",
  "one-location-per-member",
  "no-conference-for-event",
];

const row = (name: string, rule: string, when?: Parameters<typeof forgets>[1]): Row => [
  name,
  "rule-refused",
  new RegExp(`breaks rule ${rule} is accepted`),
  forgets(rule, when),
];

const has = (list: Json | undefined, kind: string): boolean => listOf(list).some((one) => one.kind === kind);

/** Rules across fields that are not enforced, or forgotten for one value alone. */
export const rules: Fault[] = faultsOf("rule", [
  ...RULES.map((rule) => row(`${rule} is not enforced`, rule)),
  ...["round_robin", "collective", "class_booking", "service_booking"].map((type) =>
    row(`${type} may lack members`, "team-members-required", ({ calendarType }) => calendarType === type),
  ),
  row("personal may have two members", "personal-one-member", ({ teamMembers }) => listOf(teamMembers).length > 1),
  row("personal may have an empty list of members", "personal-one-member", ({ teamMembers }) => Array.isArray(teamMembers) && teamMembers.length === 0),
  row("personal may leave out members", "personal-one-member", ({ teamMembers }) => teamMembers === undefined),
  row("collective may have several locations a member", "one-location-per-member", ({ calendarType }) => calendarType === "collective"),
  row("class booking may have several locations a member", "one-location-per-member", ({ calendarType }) => calendarType === "class_booking"),
  ...["zoom_conference", "google_conference", "ms_teams_conference"].map((kind) =>
    row(`event may meet in ${kind}`, "no-conference-for-event", ({ locationConfigurations }) => has(locationConfigurations, kind)),
  ),
]); // biome-ignore format: a table reads better in lines
