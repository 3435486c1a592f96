/** The descriptions of an operation and of its parts. */
import { escapeToken } from "../core/json.ts";
import { type Description, descriptionsIn } from "./arrived-sentences.ts";
import type { Body, OperationModel, Parameter, Response } from "./operation-model.ts";

/** Every description of an operation. */
export function descriptionsOf(model: OperationModel): Description[] {
  return [
    ...own({ side: "operation", at: "" }, model.description),
    ...own({ side: "operation", at: "Authorization" }, model.securityWords),
    ...[...model.parameters.values()].flatMap((parameter) =>
      descriptionsOfParameter(parameter, { side: "operation", at: parameterAt(parameter) }),
    ),
    ...(model.body ? descriptionsOfBody(model.body, { side: "request", at: "" }) : []),
    ...[...model.responses].flatMap(([status, response]) => descriptionsOfResponse(status, response)),
  ];
}

/** The location of a parameter: a header's name, else its place and name. */
export const parameterAt = ({ in: where, name }: Pick<Parameter, "in" | "name">): string =>
  where === "header" ? name : `/${where}/${escapeToken(name)}`;

export const descriptionsOfParameter = (
  { description, shape }: Parameter,
  place: Pick<Description, "side" | "at" | "status">,
): Description[] => [...own(place, description), ...descriptionsIn(shape, place)];

export const descriptionsOfBody = (
  { description, shape, others }: Body,
  place: Pick<Description, "side" | "at" | "status">,
): Description[] => [
  ...(place.side === "request" ? own(place, description) : []),
  ...[shape, ...others.map((other) => other.shape)].flatMap((each) => descriptionsIn(each, place)),
];

export const descriptionsOfResponse = (status: string, response: Response): Description[] => [
  ...own({ side: "operation", at: status }, response.description),
  ...[...response.headers.values()].flatMap((header) =>
    descriptionsOfParameter(header, { side: "response", at: header.name, status }),
  ),
  ...(response.body ? descriptionsOfBody(response.body, { side: "response", at: "", status }) : []),
];

function own({ side, at, status }: Pick<Description, "side" | "at" | "status">, text: string): Description[] {
  return text === "" ? [] : [{ side, at, text, ...(status === undefined ? {} : { status }) }];
}
