/** Both operations reduced to the part that two forms of docs can say. */
import type { Json } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { PAGE_FORM } from "../docs/forms/page.ts";
import type { OperationModel, Response } from "./operation-model.ts";
import type { Shape } from "./shape.ts";

type Docs = readonly [model: OperationModel, form: string];

/**
 * Both operations, where only one of them comes from a page, without what a page cannot say: scopes, how many schemes of a kind
 * there are, answers to a refused request, headers of an answer, fields of a body that only the answer has, whether a body
 * is required, and how parameters are written out.
 */
export function sayableByBoth([before, old]: Docs, [after, now]: Docs): [OperationModel, OperationModel] {
  if ((old === PAGE_FORM) === (now === PAGE_FORM)) return [before, after];
  return old === PAGE_FORM
    ? [asPage(before, before), asPage(after, before)]
    : [asPage(before, after), asPage(after, after)];
}

/** An operation without the fields of its body that only its example shows, but for those of which the same is true of the other. */
export function withoutExampleOnly(
  model: OperationModel,
  shown: readonly string[] = [],
  others: readonly string[] = [],
): OperationModel {
  const gone = shown.filter((name) => !others.includes(name));
  if (model.body === undefined || gone.length === 0) return model;
  const { shape } = model.body;
  const properties = new Map([...shape.properties].filter(([name]) => !gone.includes(name)));
  return { ...model, body: { ...model.body, shape: { ...shape, properties } } };
}

function asPage(model: OperationModel, page: OperationModel): OperationModel {
  const responses = [...model.responses].filter(
    ([status]) => /^[23]/.test(status) || page.responses.has(status),
  );
  const { body } = model;
  const required = page.body?.required ?? false;
  return {
    ...model,
    // Many pages show no text below their title.
    description: page.description === "" ? "" : model.description,
    parameters: withoutStyles(model.parameters),
    ...(body ? { body: { ...body, required, shape: without(body.shape, ({ readOnly }) => readOnly) } } : {}),
    responses: new Map(
      responses.map(([status, response]): [string, Response] => [
        status,
        { ...response, headers: new Map() },
      ]),
    ),
    security: withoutScopes(model.security),
  };
}

/** Parameters of which nobody knows how their values are written out. */
const withoutStyles = (parameters: OperationModel["parameters"]): OperationModel["parameters"] =>
  new Map([...parameters].map(([key, { style: _, ...parameter }]) => [key, parameter]));

/** An object without some of its properties; the others stay as they are. */
function without(shape: Shape, isLeftOut: (property: Shape) => boolean): Shape {
  const kept = [...shape.properties].filter(([, property]) => !isLeftOut(property));
  return { ...shape, properties: new Map(kept) };
}

function withoutScopes(security: Json): Json {
  const bare = (Array.isArray(security) ? security : []).map(
    (alternative): Json =>
      isObject(alternative)
        ? Object.fromEntries(Object.keys(alternative).map((name) => [name, []]))
        : alternative,
  );
  return [...new Map(bare.map((alternative) => [JSON.stringify(alternative), alternative])).values()];
}
