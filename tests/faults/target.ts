import type { Json, JsonObject } from "../../src/core/json.ts";
import { isObject } from "../../src/core/json.ts";
import type { Answer, Target, WireRequest } from "../../src/http/exchange.ts";
import { createEndpoint } from "../../src/sandbox/endpoint.ts";
import type { Profile } from "../../src/sandbox/profile.ts";
import { contract } from "../fixtures/project.ts";
import { bodyOf, CREATE, isSuccess, type Plant, withBody } from "./plant.ts";

export const TOKEN = "token-of-the-planted-run";

/** The embedded endpoint with a plant in it, asked in this process; as the live one behaves where its profile is given. */
export function openPlanted(plant: Plant, profile?: Profile): Target {
  const answer = plantedEndpoint(plant, profile);
  return {
    name: "planted",
    live: profile !== undefined,
    url: "http://127.0.0.1:1",
    loopback: true,
    stores: plant.stores ?? false,
    token: TOKEN,
    send: async (request) => answer(request),
    close: async () => {},
  };
}

/** What an endpoint with a plant in it answers; by the contract alone unless a profile is given. */
export function plantedEndpoint(plant: Plant, profile?: Profile): (request: WireRequest) => Answer {
  const { applyDefaults = true } = plant;
  const endpoint = createEndpoint({
    contract: plant.contract?.(contract) ?? contract,
    token: TOKEN,
    applyDefaults,
    ...(profile === undefined ? {} : { profile }),
  });
  const stored = new Stored();
  return (asked) => {
    const request = stored.translate(plant.request?.(asked) ?? asked);
    const { operation, answer } = endpoint.answer({
      method: request.method,
      target: request.path,
      headers: request.headers,
      bytes: Buffer.from(request.body ?? ""),
    });
    const sent = objectOf(request.body);
    const kept =
      plant.entity && operation === CREATE && isSuccess(answer)
        ? stored.put(answer, (entity) => plant.entity?.(entity, sent ?? {}) ?? entity)
        : stored.read(request, answer);
    return plant.answer?.(kept, { operation, request: asked, sent }) ?? kept;
  };
}

/** What was created, as the plant shows it, under the id that it shows. */
class Stored {
  readonly #texts = new Map<string, string>();
  readonly #ids = new Map<string, string>();

  /** The request with the endpoint's own id in its path. */
  translate(request: WireRequest): WireRequest {
    const [, collection, shown] = /^(\/[^/]+\/)([^/]+)$/.exec(request.path) ?? [];
    const own = shown === undefined ? undefined : this.#ids.get(decodeURIComponent(shown));
    return own === undefined ? request : { ...request, path: `${collection}${own}` };
  }

  put(answer: Answer, change: (entity: JsonObject) => JsonObject): Answer {
    const entity = bodyOf(answer).calendar as JsonObject;
    const shown = change(entity);
    const own = String(entity.id);
    if (typeof shown.id === "string" || typeof shown.id === "number") this.#ids.set(String(shown.id), own);
    const kept = withBody(answer, { calendar: shown });
    this.#texts.set(own, kept.text);
    return kept;
  }

  read({ method, path }: WireRequest, answer: Answer): Answer {
    if (method === "GET" && isSuccess(answer)) {
      const { calendars, ...others } = bodyOf(answer);
      if (Array.isArray(calendars))
        return withBody(answer, { ...others, calendars: calendars.map((one) => this.#shown(one)) });
    }
    const text = method === "GET" ? this.#texts.get(path.slice(path.lastIndexOf("/") + 1)) : undefined;
    return text !== undefined && isSuccess(answer) ? { ...answer, text } : answer;
  }

  /** An item of a list as a read shows it. */
  #shown(item: Json): Json {
    const text = isObject(item) ? this.#texts.get(String(item.id)) : undefined;
    return text === undefined ? item : ((JSON.parse(text) as JsonObject).calendar ?? null);
  }
}

function objectOf(text: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
