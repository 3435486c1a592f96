import type { Json } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";

const HEADERS = { "content-type": "application/json; charset=utf-8" };

/** An answer with a JSON body. */
export function jsonAnswer(status: number, body: Json): Answer {
  return jsonTextAnswer(status, JSON.stringify(body));
}

/** An answer whose body is JSON text already. */
export function jsonTextAnswer(status: number, text: string): Answer {
  return { status, headers: HEADERS, text };
}
