/**
 * The types of what is generated for the project that the tests stand on, which `generated.test.ts` has the compiler judge
 * there: a line that is wrongly accepted or refused does not compile.
 */
import { describe, expectTypeOf, it } from "vitest";
import type { CreateCalendarBody } from "../../generated/arbitraries.ts";
import { arbitraries, createCalendar } from "../../generated/arbitraries.ts";
import { createClient } from "../../generated/client.ts";
import { contract } from "../../generated/index.ts";
import type { operations } from "../../generated/types.ts";
import type { BodyArbitrary } from "../../src/generation/arbitrary/body.ts";

type Answer = operations["create-calendar"]["responses"][200]["content"]["application/json"];
type Optional<T, K extends keyof T> = object extends Pick<T, K> ? true : false;

const required = { locationId: "a", name: "b" };

describe("the type of a request body", () => {
  it("takes what is required alone, and asks for all of it", () => {
    expectTypeOf(required).toExtend<CreateCalendarBody>();
    // @ts-expect-error name is required
    const nameless: CreateCalendarBody = { locationId: "a" };
    expectTypeOf(nameless).toExtend<object>();
  });

  it("takes null where the docs give it a meaning", () => {
    expectTypeOf<CreateCalendarBody["availabilityType"]>().toEqualTypeOf<0 | 1 | null | undefined>();
    expectTypeOf<Optional<CreateCalendarBody, "availabilityType">>().toEqualTypeOf<true>();
  });

  it("leaves fields with a default optional", () => {
    expectTypeOf<Optional<CreateCalendarBody, "eventType">>().toEqualTypeOf<true>();
    expectTypeOf<Optional<CreateCalendarBody, "slotDuration">>().toEqualTypeOf<true>();
    expectTypeOf<Optional<CreateCalendarBody, "eventColor">>().toEqualTypeOf<true>();
    expectTypeOf<Optional<CreateCalendarBody, "name">>().toEqualTypeOf<false>();
  });

  it("takes listed values alone, nested ones included", () => {
    const listed: CreateCalendarBody = { ...required, calendarType: "event", slotDurationUnit: "mins" };
    expectTypeOf(listed).toExtend<object>();
    // @ts-expect-error not a calendar type
    const unlisted: CreateCalendarBody = { ...required, calendarType: "weekly" };
    expectTypeOf(unlisted).toExtend<object>();
    // @ts-expect-error not a kind of location
    const nested: CreateCalendarBody = { ...required, locationConfigurations: [{ kind: "fax" }] };
    expectTypeOf(nested).toExtend<object>();
    // @ts-expect-error a text is no number
    const text: CreateCalendarBody = { ...required, slotDuration: "30" };
    expectTypeOf(text).toExtend<object>();
  });

  it("does not take what only the endpoint writes", () => {
    type Member = NonNullable<CreateCalendarBody["teamMembers"]>[number];
    const member: Member = { userId: "a" };
    expectTypeOf(member).toExtend<Member>();
    // @ts-expect-error the meeting location of a member is read-only
    const located: Member = { userId: "a", meetingLocation: "b" };
    expectTypeOf(located).toExtend<object>();
    // @ts-expect-error the calendar's own meeting location is not among the fields of a request
    const elsewhere: CreateCalendarBody = { ...required, meetingLocation: "b" };
    expectTypeOf(elsewhere).toExtend<object>();
  });
});

describe("the arbitrary", () => {
  it("makes bodies of that very type", () => {
    expectTypeOf(createCalendar).toEqualTypeOf<BodyArbitrary<CreateCalendarBody>>();
    expectTypeOf(arbitraries["create-calendar"]).toEqualTypeOf<BodyArbitrary<CreateCalendarBody>>();
  });
});

describe("the type of an answer", () => {
  it("has what the docs promise", () => {
    expectTypeOf<Optional<Answer, "calendar">>().toEqualTypeOf<false>();
    expectTypeOf<Answer["calendar"]["name"]>().toEqualTypeOf<string>();
    expectTypeOf<Answer["calendar"]["id"]>().toEqualTypeOf<string>();
  });
});

describe("the client", () => {
  it("is typed by the document: paths, parameters, bodies and answers", () => {
    const client = createClient({ baseUrl: "", token: "" });
    const create = () => client.POST("/calendars", { body: required });
    type Created = NonNullable<Awaited<ReturnType<typeof create>>["data"]>;
    expectTypeOf<Created["calendar"]["id"]>().toEqualTypeOf<string>();
    const wrong = () => [
      // @ts-expect-error a path that the document does not have
      client.GET("/nothing"),
      // @ts-expect-error a path parameter is left out
      client.GET("/calendars/{calendarId}"),
      // @ts-expect-error a required field is left out
      client.POST("/calendars", { body: { name: "n" } }),
      // @ts-expect-error a field that is only read
      client.POST("/calendars", { body: { locationId: "l", name: "n", meetingLocation: "x" } }),
    ];
    expectTypeOf(wrong).toBeFunction();
  });
});

describe("the contract", () => {
  it("is read only", () => {
    // @ts-expect-error nothing of it is to be changed
    const change = (): string => (contract.hash = "");
    expectTypeOf(change).returns.toEqualTypeOf<string>();
  });
});
