import { type ComponentChild, type ComponentChildren, h, type VNode } from "preact";

export type Child = ComponentChild;

type Attributes = { readonly [name: string]: string | number | boolean | undefined };

/** An element of the page; whatever text it is given is text there, and its attributes are quoted. */
export const el = (name: string, attributes: Attributes | null, ...children: ComponentChildren[]): VNode =>
  h(name, attributes as Record<string, unknown> | null, ...children);

/** A section of the page with a heading that links lead to. */
export const section = (id: string, title: string, ...children: ComponentChildren[]): VNode =>
  el(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title` }, title),
    ...children,
  );

/** A table in a frame that scrolls where the screen is too narrow, with a keyboard as well; all but the first column may be numbers. */
export const table = (
  label: string,
  heads: readonly string[],
  rows: readonly VNode[],
  { className = "", numbers = false }: { readonly className?: string; readonly numbers?: boolean } = {},
): VNode =>
  el(
    "div",
    { class: `frame ${className}`, role: "region", "aria-label": label, tabIndex: 0 },
    el(
      "table",
      null,
      el(
        "thead",
        null,
        el(
          "tr",
          null,
          ...heads.map((head, index) =>
            el("th", { scope: "col", class: numbers && index > 0 ? "number" : undefined }, head),
          ),
        ),
      ),
      el("tbody", null, ...rows),
    ),
  );

/** Text to copy, with a button that does. */
export const copyable = (label: string, text: string): VNode =>
  el(
    "div",
    { class: "copy" },
    el("pre", { tabIndex: 0, "aria-label": label }, el("code", null, text)),
    el("button", { type: "button", class: "script", "data-copy": "" }, `Copy ${label}`),
  );
