import { describe, expect, it } from "vitest";
import { caseTag, newTag } from "../../../src/account/tag.ts";
import type { Answer, Target, WireRequest } from "../../../src/http/exchange.ts";
import { Budget } from "../../../src/http/retry.ts";
import { Ledger, type Note } from "../../../src/journal/ledger.ts";
import { Supporting } from "../../../src/journal/linked-requests.ts";
import type { Removal } from "../../../src/journal/removal.ts";
import { removeMade } from "../../../src/journal/remove-made.ts";
import { callerOf, endpointTarget, LOCATION } from "./endpoint-target.ts";

const RUN = newTag(Date.now());
const tag = (number: number) => caseTag(RUN, number);

type Calendar = { readonly id: unknown; readonly name: string; readonly slug?: string };
type Behaviour = (request: WireRequest, calendars: Calendar[]) => Partial<Answer> | undefined;

/** An endpoint that holds these calendars, but where it behaves otherwise. */
function holding(calendars: Calendar[], behaves: Behaviour = () => undefined) {
  const sent: string[] = [];
  const json = (status: number, body: unknown): Answer => ({
    status,
    headers: {},
    text: JSON.stringify(body),
  });
  const answer = (request: WireRequest): Answer => {
    const { method, path } = request;
    const id = path.split("/").at(-1);
    if (path.startsWith("/calendars/?")) return json(200, { calendars });
    const index = calendars.findIndex((one) => String(one.id) === decodeURIComponent(id ?? ""));
    if (index < 0) return json(404, {});
    const calendar = calendars[index];
    if (method === "DELETE") calendars.splice(index, 1);
    return json(200, method === "DELETE" ? {} : { calendar });
  };
  const target: Target = {
    ...endpointTarget(),
    async send(request) {
      sent.push(`${request.method} ${request.path.replace(/\?.*/, "?")}`);
      const other = behaves(request, calendars);
      return other === undefined ? answer(request) : { ...answer(request), ...other };
    },
  };
  return { target, sent, calendars };
}

/** Cleans up after a run with these notes. */
async function cleanedUp(target: Target, notes: readonly Note[], more: Partial<Removal> = {}) {
  const { contract, operation, envelope } = callerOf(target);
  const ledger = new Ledger();
  for (const note of notes) ledger.apply(note);
  const record = async (note: Note): Promise<void> => ledger.apply(note);
  const { left } = await removeMade({
    target,
    envelope,
    supporting: new Supporting(contract, operation),
    budget: new Budget(Number.POSITIVE_INFINITY),
    jobs: [{ tag: RUN, ledger, record }],
    pauseMs: 1,
    ...more,
  });
  return { left, unknown: ledger.pending.size, isSettled: ledger.isSettled };
}

const create = (number: number): Note => ({
  create: number,
  at: Date.now(),
  tag: tag(number),
  query: { locationId: LOCATION },
});
const deletions = (sent: readonly string[]) => sent.filter((one) => one.startsWith("DELETE"));
const LIST = "GET /calendars/?";

describe("what the target has shown to carry the tag", () => {
  it("goes at once, and is looked for once", async () => {
    const { target, sent } = holding([{ id: "a", name: tag(1) }]);
    const notes: Note[] = [create(1), { made: 1, id: "a", tagged: true }];
    expect(await cleanedUp(target, notes)).toEqual({ left: [], unknown: 0, isSettled: true });
    expect(sent).toEqual(["DELETE /calendars/a", LIST]);
  });

  it("is left where the target lists it still, though it said that it is deleted", async () => {
    const shown = { id: "a", name: tag(1) };
    const { target, sent } = holding([shown], ({ path }) =>
      path.includes("?") ? { text: JSON.stringify({ calendars: [shown] }) } : undefined,
    );
    const notes: Note[] = [create(1), { made: 1, id: "a", tagged: true }];
    expect(await cleanedUp(target, notes)).toEqual({ left: ["a"], unknown: 0, isSettled: false });
    expect(sent).toEqual(["DELETE /calendars/a", LIST, LIST, LIST]);
  });
});

/** The target, which deletes nothing whatever it answers: a success unless told. */
const keepingAll = (target: Target, behaves: Behaviour = () => undefined): Target => ({
  ...target,
  async send(request) {
    if (request.method !== "DELETE") return target.send(request);
    return { headers: {}, text: "{}", status: behaves(request, [])?.status ?? 200 };
  },
});

describe("an answer to a deletion is no proof", () => {
  const made: Note[] = [create(1), { made: 1, id: "a", tagged: true }];
  const shown = { id: "a", name: tag(1) };

  it.each<[string, Behaviour, boolean]>([
    ["404, while the list shows it", ({ method }) => (method === "DELETE" ? { status: 404 } : undefined), true],
    ["404, and the list does not show it", ({ method, path }) => (method === "DELETE" ? { status: 404 } : path.includes("?") ? { text: '{"calendars":[]}' } : undefined), false],
    ["404, while nothing is listed and a reading shows it", ({ method, path }) => (method === "DELETE" ? { status: 404 } : path.includes("?") ? { status: 401 } : undefined), true],
    ["404, while nothing is listed and nothing is read", ({ method, path }) => (method === "DELETE" || !path.includes("?") ? { status: 404 } : { status: 401 }), false],
    ["404, while nothing can be asked", ({ method }) => (method === "DELETE" ? { status: 404 } : { status: 401 }), true],
    ["200, while the list shows it", ({ method }) => (method === "DELETE" ? { status: 200 } : undefined), true],
  ])("%s", async (_, behaves, isLeft) => {
    const { target } = holding([shown], behaves);
    expect((await cleanedUp(keepingAll(target, behaves), made)).left).toEqual(isLeft ? ["a"] : []);
  }); // biome-ignore format: a table reads better in lines

  it("of what a refused body has made, which is listed to the end", async () => {
    const { target } = holding([{ id: "b", name: tag(2) }]);
    const notes: Note[] = [...made, create(2), { none: 2 }];
    expect((await cleanedUp(keepingAll(target), notes)).left).toEqual(["b"]);
  });
});

describe("what an answer or a journal gave an id of, and no tag,", () => {
  const claimed: Note[] = [create(1), { made: 1, id: "a" }];

  it("goes where the list shows the tag", async () => {
    const { target, sent } = holding([{ id: "a", name: tag(1) }]);
    expect(await cleanedUp(target, claimed)).toEqual({ left: [], unknown: 0, isSettled: true });
    expect(sent).toEqual([LIST, "DELETE /calendars/a", LIST]);
  });

  it("goes where a reading shows the tag and the list does not tell", async () => {
    const { target, sent } = holding([{ id: "a", name: tag(1) }], ({ path }) =>
      path.includes("?") ? { text: '{"calendars":[]}' } : undefined,
    );
    expect(await cleanedUp(target, claimed)).toEqual({ left: [], unknown: 0, isSettled: true });
    expect(sent).toEqual([LIST, "GET /calendars/a", "DELETE /calendars/a"]);
  });

  it.each<[string, Calendar[], Behaviour?]>([
    ["no tag", [{ id: "a", name: "Real customers" }]],
    ["the tag of another run", [{ id: "a", name: caseTag(newTag(Date.now()), 1) }]],
    ["the tags of two runs", [{ id: "a", name: tag(1), slug: caseTag(newTag(Date.now()), 1) }]],
    ["half of the tag", [{ id: "a", name: RUN.slice(0, -1) }]],
    ["the tag once, and once none", [{ id: "a", name: tag(1) }, { id: "a", name: "Real customers" }]],
    ["no tag when it is read, and nothing in a list", [{ id: "a", name: "Real" }], ({ path }) => (path.includes("?") ? { text: '{"calendars":[]}' } : undefined)],
    ["an error for a list, and no tag when it is read", [{ id: "a", name: "Real" }], ({ path }) => (path.includes("?") ? { status: 500 } : undefined)],
  ])("stays, and is told, where the target shows %s", async (_, calendars, behaves) => {
    const { target, sent } = holding(calendars, behaves);
    const { left } = await cleanedUp(target, claimed);
    expect(left).toEqual(["a"]);
    expect(deletions(sent)).toEqual([]);
  }); // biome-ignore format: a table reads better in lines

  it("stays where nothing can be asked", async () => {
    const { target, sent } = holding([{ id: "a", name: tag(1) }], ({ method }) =>
      method === "GET" ? { status: 401, text: "{}" } : undefined,
    );
    expect(await cleanedUp(target, claimed)).toEqual({ left: ["a"], unknown: 0, isSettled: false });
    expect(deletions(sent)).toEqual([]);
  });

  it("is gone where it is not there", async () => {
    const { target } = holding([]);
    expect(await cleanedUp(target, claimed)).toEqual({ left: [], unknown: 0, isSettled: true });
  });
});

describe("an id that leads elsewhere", () => {
  it.each(["..", ".", "a/b", "a?b", "%2e%2e", "\ud800x"])("%j is told and never asked for", async (id) => {
    const { target, sent } = holding([
      { id, name: tag(1) },
      { id: "b", name: tag(2) },
    ]);
    const notes: Note[] = [create(1), { made: 1, id, tagged: true }, create(2)];
    expect(await cleanedUp(target, notes)).toEqual({ left: [id], unknown: 0, isSettled: false });
    expect(sent.filter((one) => one !== LIST)).toEqual(["DELETE /calendars/b"]);
  });

  it.each([[{ a: 1 }], [["b"]], [true], [2 ** 53 + 2], [""]])("%j is told as well", async (id) => {
    const { target, sent } = holding([{ id, name: tag(1) }]);
    expect((await cleanedUp(target, [create(1)])).left).toEqual([JSON.stringify(id)]);
    expect(deletions(sent)).toEqual([]);
  });

  it("is gone once no list shows it any more", async () => {
    const { target } = holding([]);
    expect(await cleanedUp(target, [create(1), { made: 1, id: "..", tagged: true }])).toMatchObject({
      left: [],
    });
  });
});

describe("the requests are bounded", () => {
  const three: Note[] = [1, 2, 3].flatMap((one): Note[] => [
    create(one),
    ...(one < 3 ? [{ made: one, id: `own-${one}`, tagged: true } as const] : []),
  ]);

  it("to a deletion for each creation and four looks, however much a list shows, and the rest is told", async () => {
    let looks = 0;
    const { target, sent } = holding([], ({ path, method }) => {
      if (method === "DELETE") return { status: 200 };
      looks += path.includes("?") ? 1 : 0;
      const calendars = Array.from({ length: 500 }, (_, index) => ({
        id: `more-${looks}-${index}`,
        name: tag(99),
      }));
      return { status: 200, text: JSON.stringify({ calendars }) };
    });
    const { left, isSettled } = await cleanedUp(target, three);
    expect(deletions(sent)).toHaveLength(3);
    expect(sent.length).toBeLessThanOrEqual(7);
    expect(left.length).toBeGreaterThan(50);
    expect(left.length).toBeLessThan(500);
    expect(isSettled).toBe(false);
  });

  it("and what the run knows or waits for goes before what nobody knows", async () => {
    const others = Array.from({ length: 50 }, (_, index) => ({ id: `more-${index}`, name: tag(99) }));
    const { target, calendars } = holding([{ id: "own-1", name: tag(1) }, { id: "own-2", name: tag(2) }, { id: "own-3", name: tag(3) }, ...others]); // biome-ignore format: one line
    await cleanedUp(target, three);
    expect(calendars).toHaveLength(50);
    expect(calendars.some(({ id }) => String(id).startsWith("own"))).toBe(false);
  });

  it("and no id is deleted twice", async () => {
    const { target, sent } = holding([{ id: "a", name: tag(1) }], ({ method }) =>
      method === "DELETE" ? { status: 403 } : undefined,
    );
    const notes: Note[] = [create(1), { made: 1, id: "a", tagged: true }, create(2), create(3)];
    await cleanedUp(target, notes);
    expect(deletions(sent)).toHaveLength(1);
  });
});

it("on a target of the run's own all that is known goes, and nothing is asked", async () => {
  const { target, sent } = holding([{ id: "a", name: "untagged" }]);
  await cleanedUp(target, [create(1), { made: 1, id: "a" }], { isAlone: true });
  expect(sent).toEqual(["DELETE /calendars/a"]);
});
