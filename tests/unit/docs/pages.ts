import { projectText } from "../../fixtures/project.ts";

/** The texts that the tests of capture work on. */
export const PAGE_NAME = "openapi/pages/create-calendar.txt";
export const PAGE = projectText(PAGE_NAME);
export const OVERLAY_NAME = "openapi/overlay.yaml";
export const OVERLAY = projectText(OVERLAY_NAME);
/** The document as a capture writes it. */
export const NOTED_DOCUMENT = projectText("openapi/calendars.yaml");
/** The same without the note on the page that it was made from, which no other form of docs leaves. */
export const DOCUMENT = NOTED_DOCUMENT.replace(/^x-example-only:\n(?: {2}- .*\n)+/m, "");

/** The page of an invented operation, in the form of the same docs site. */
export const INVOICE_PAGE = `Skip to main content
PUT
/
shops
/
{shopId}
/
invoices
Create Invoice
Makes an invoice of an order.
curl --request PUT \\
  --url 'https://api.example.com/v2/shops/{shopId}/invoices?draft=true' \\
  --header 'Authorization: Bearer <token>' \\
  --data '
{
  "amount": 12.5,
  "note": "it'\\''s due",
  "lines": [
    { "sku": "A", "count": 1 },
    { "sku": "B", "gift": true }
  ],
  "tags": ["<string>"],
  "hidden": { "since": "2020" }
}
'
{
  "amount": 12.5,
  "lines": [{ "sku": "A", "count": 1, "total": 3 }],
  "number": 7,
  "note": 5
}

Authorizations

Authorization
string
header
required

A token.

Path Parameters

shopId
string
required

Headers

Trace-Id
string<uuid>

Body

application/json
amount
number
default:0
required

string

In the shop's currency.
Two lines of one paragraph,
string
and no field.

  • one   item
  • another
note
string | null
deprecated
lines
object[]
kind
enum<number>
default:2
Available options:
1,
2
tags
string[]
default:["a"]

Response

201 - application/json

The invoice.

number
integer
required
Last modified on December 31, 2025
`;

/** An overlay with nothing but its frame and the actions given. */
export function overlayOf(...actions: object[]): string {
  return JSON.stringify({
    overlay: "1.0.0",
    "x-document": "made.yaml",
    "x-success-status": { value: "200", description: "reason", "x-source": "source" },
    actions,
  });
}
