/** One small invented operation in every form that its docs may have, each written by hand. */

export const TICKET_PAGE = `Skip to main content
POST
/
desks
/
{deskId}
/
tickets
Open Ticket
Puts a ticket on a desk.
curl --request POST \\
  --url 'https://api.example.com/v1/desks/{deskId}/tickets' \\
  --header 'Authorization: Bearer <token>' \\
  --data '
{
  "title": "Lamp is out",
  "urgency": 2,
  "place": { "room": "B12" }
}
'
{
  "ticket": { "title": "Lamp is out", "number": 7 }
}

Authorizations

Authorization
string
header
required

A token of the desk.

Headers

Edition
enum<string>
required

Edition of the API

Available options:
2024-05-01

Path Parameters

deskId
string
required

Body

application/json
title
string
required

What is wrong. Say it in <10 words.

  • one problem
  • one ticket
Example:

"Lamp is out"

urgency
enum<number>
default:1
Available options:
1,
2
note
string | null
deprecated
tags
string[]
place
object

Where it is

Response

201 - application/json

The ticket.

ticket
object
required
Last modified on May 2, 2024
`;

const TITLE = {
  type: "string",
  description: "What is **wrong**. Say it in &lt;10&nbsp;words.\n* one `problem`\n* one ticket",
  example: "Lamp is out",
};

const DESK = { name: "deskId", in: "path", required: true, schema: { type: "string" } };
const EDITION = {
  schema: { enum: ["2024-05-01"], type: "string" },
  description: "Edition of the API",
  required: true,
  in: "header",
  name: "Edition",
};
const EXAMPLE = { title: "Lamp is out", urgency: 2, place: { room: "B12" } };
const ANSWER = { ticket: { title: "Lamp is out", number: 7 } };

/** Schemas by name, references, keywords of 3.0. */
export const TICKET_30 = {
  paths: {
    "/desks": {
      get: { operationId: "listDesks", responses: { 200: { $ref: "#/components/responses/Gone" } } },
    },
    "/desks/{deskId}/tickets": {
      parameters: [{ $ref: "#/components/parameters/Desk" }],
      post: {
        tags: ["Tickets"],
        operationId: "openTicket",
        summary: "Open Ticket",
        description: "<p>Puts a *ticket* on a [desk](https://example.com/desk).</p>",
        parameters: [EDITION],
        requestBody: { $ref: "#/components/requestBodies/Ticket" },
        responses: {
          201: {
            description: "The ticket.",
            content: {
              "application/json; charset=utf-8": {
                example: ANSWER,
                schema: { $ref: "#/components/schemas/Opened" },
              },
            },
          },
        },
      },
    },
  },
  info: { version: "2024-05-02", title: "Desks" },
  openapi: "3.0.3",
  servers: [{ url: "https://api.example.com/{edition}/", variables: { edition: { default: "v1" } } }],
  security: [{ Token: [] }],
  components: {
    securitySchemes: {
      Token: { type: "http", scheme: "Bearer", bearerFormat: "JWT", description: "A token of the desk." },
    },
    parameters: { Desk: DESK },
    requestBodies: {
      Ticket: {
        required: true,
        content: {
          "application/json": {
            schema: { $ref: "#/components/schemas/TicketDto" },
            examples: { lamp: { value: EXAMPLE } },
          },
        },
      },
    },
    schemas: {
      TicketDto: {
        title: "TicketDto",
        properties: {
          title: { $ref: "#/components/schemas/Title" },
          urgency: { $ref: "#/components/schemas/Urgency" },
          note: { type: "string", nullable: true, deprecated: true },
          tags: { type: "array", items: { type: "string", nullable: false } },
          place: { description: "Where it is", allOf: [{ $ref: "#/components/schemas/Place" }] },
        },
        required: ["title"],
        type: "object",
      },
      Title: TITLE,
      Urgency: { type: "number", default: 1, enum: [1, 2] },
      Place: { type: "object", properties: { room: { type: "string", example: "B12" } } },
      Opened: {
        type: "object",
        required: ["ticket"],
        properties: {
          ticket: {
            type: "object",
            properties: {
              title: { $ref: "#/components/schemas/Title" },
              number: { type: "number", example: 7 },
            },
          },
        },
      },
    },
  },
};

/** Everything in place, keywords of 3.1. */
export const TICKET_31 = `
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer, description: A token of the desk.}
paths:
  /desks/{deskId}/tickets:
    post:
      summary: Open Ticket
      operationId: open-ticket
      description: |
        Puts a ticket
        on a desk.
      security: [{bearer: []}]
      parameters:
        - {in: path, name: deskId, required: true, schema: {type: [string]}}
        - {in: header, name: Edition, required: true, description: Edition of the API, schema: {type: string, const: '2024-05-01'}}
      requestBody:
        required: true
        content:
          application/json:
            example: {title: Lamp is out, urgency: 2, place: {room: B12}}
            schema:
              type: object
              required: [title]
              additionalProperties: true
              properties:
                title: &title
                  description: |-
                    What is wrong. Say it in <10 words.

                    - one problem
                    - one ticket
                  type: string
                  examples: [Lamp is out]
                urgency: {enum: [1, 2], default: 1, type: number}
                note: {anyOf: [{type: 'null'}, {type: string}], deprecated: true, readOnly: false}
                tags: {items: {type: string}, type: array, minItems: 0}
                place: {description: Where it is, type: object, properties: {room: {type: string, examples: [B12]}}}
      responses:
        '201':
          description: The ticket.
          content:
            application/json:
              examples: {docs: {value: {ticket: {title: Lamp is out, number: 7}}}}
              schema:
                type: object
                required: [ticket]
                properties:
                  ticket:
                    type: object
                    properties:
                      title: *title
                      number: {type: number, examples: [7]}
info: {title: Tickets, version: '2024-05-02'}
servers: [{url: https://api.example.com/v1}]
openapi: 3.1.0
`;

/** The Markdown export of a page: what it says of the operation stands in a block of its own. */
export function markdownOf(document: string, line = "POST /desks/{deskId}/tickets"): string {
  return ["# Open Ticket", "", "## OpenAPI", "", `\`\`\`\`yaml ${line}`, document.trim(), "````", ""].join(
    "\n",
  );
}
