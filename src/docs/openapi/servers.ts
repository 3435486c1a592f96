import type { JsonObject } from "../../core/json.ts";
import { below, itemsOf, type Located } from "../located.ts";
import { isUrl } from "../source/read-location.ts";

/** The addresses of the nearest list of servers that there is, variables filled in, without the slash at the end. */
export function serversOf(lists: readonly Located[]): JsonObject[] {
  const nearest = lists.find((list) => Array.isArray(list.value) && list.value.length > 0);
  return nearest === undefined ? [] : itemsOf(nearest).map((server) => ({ url: urlOf(server) }));
}

function urlOf(server: Located): string {
  const { value } = below(server, "url");
  const template = typeof value === "string" ? value : "";
  const url = template.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const { value: preset } = below(server, "variables", name, "default");
    return typeof preset === "string" || typeof preset === "number" ? String(preset) : whole;
  });
  const { path } = server.document;
  const isRelative = !/^[a-z][a-z\d+.-]*:/i.test(url) && path !== undefined && isUrl(path);
  return (isRelative && URL.canParse(url, path) ? new URL(url, path).href : url).replace(/\/+$/, "");
}
