import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { body, json, newRouter, nothing, refusals } from "../../http/router";
import { entrance } from "../../tenancy/doors";
import { ResetCompletion, ResetRequest } from "../contract";
import { askForReset, completeReset } from "./store";

export const recoveryRoutes = newRouter();

recoveryRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/password-resets",
    summary: "Ask for a link that lets one choose a new password",
    description:
      "Always accepted: neither the answer nor its duration tells whether there is such an account. The link is good once, for an hour.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(ResetRequest) },
    responses: { 202: json(z.strictObject({}), "If there is such an account, a letter is on its way"), ...refusals },
  }),
  async (c) => {
    await askForReset(c.var.entrance, c.req.valid("json").email, c.req.header("cf-connecting-ip"));

    return c.json({}, 202);
  },
);

recoveryRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/password-resets/completion",
    summary: "Choose a new password by the link of a letter",
    description: "Ends every session of the account.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(ResetCompletion) },
    responses: { 204: nothing("The new password is in force"), ...refusals },
  }),
  async (c) => {
    const { token, password } = c.req.valid("json");
    await completeReset(c.var.entrance, token, password);

    return c.body(null, 204);
  },
);
