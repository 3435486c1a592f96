import type { Clock } from "../../src/core/clock.ts";
import type { Answer, Target, WireRequest } from "../../src/http/exchange.ts";
import { bodyOf, isSuccess } from "./plant.ts";

/** What is known of one resource: when it was written last, and what a read showed before that. */
interface Written {
  readonly at: number;
  readonly before: Answer | undefined;
}

/** The target with reads that follow writes and deletions only after so many milliseconds of a clock. */
export function readingBehind(target: Target, milliseconds: number, clock: Clock): Target {
  const written = new Map<string, Written>();
  const shown = new Map<string, Answer>();
  const isLate = (path: string): boolean => clock.now() - (written.get(path)?.at ?? 0) < milliseconds;
  const read = async (request: WireRequest): Promise<Answer> => {
    const { path } = request;
    const answer = (await target.send(request)) as Answer;
    if (written.has(path) && isLate(path)) return written.get(path)?.before ?? NOT_FOUND;
    if (isSuccess(answer)) shown.set(path, answer);
    return answer;
  };
  return {
    ...target,
    async send(request) {
      if (request.method === "GET") return read(request);
      const answer = (await target.send(request)) as Answer;
      const path = isSuccess(answer) ? pathOf(request, answer) : undefined;
      if (path !== undefined) written.set(path, { at: clock.now(), before: shown.get(path) });
      return answer;
    },
  };
}

/** The path at which what a request has written is read. */
function pathOf({ method, path }: WireRequest, answer: Answer): string {
  if (method === "DELETE") return path;
  const { id } = bodyOf(answer).calendar as { readonly id: string };
  return `${path}/${id}`;
}

const NOT_FOUND: Answer = {
  status: 404,
  headers: { "content-type": "application/json" },
  text: '{"statusCode":404,"message":"Not Found"}',
};
