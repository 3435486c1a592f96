/** The way in which a parameter's value is written out (OpenAPI 3.1, Parameter Object, `style` and `explode`). */
export interface ParameterStyle {
  readonly style: string;
  readonly explode: boolean;
}

const DEFAULTS: { readonly [where: string]: string } = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

/** The style of a parameter where it states none, or a part of one. */
export function parameterStyle(
  where: string,
  stated: { style?: unknown; explode?: unknown } = {},
): ParameterStyle {
  const style = typeof stated.style === "string" ? stated.style : (DEFAULTS[where] ?? "form");
  return { style, explode: typeof stated.explode === "boolean" ? stated.explode : style === "form" };
}
