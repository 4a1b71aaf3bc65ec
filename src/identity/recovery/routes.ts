import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { body, json, newRouter, nothing, refusals } from "../../http/router";
import { entrance } from "../../tenancy/doors";
import { ResetCompletion, ResetRequest } from "../contract";
import { askForCode } from "../mobile/store";
import { askForReset, completeReset, completeResetBySms } from "./store";

export const recoveryRoutes = newRouter();

recoveryRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/password-resets",
    summary: "Ask for a link that lets one choose a new password",
    description:
      "Accepted alike whether or not there is such an account. By e-mail a link, good once, for an hour; by mobile number a code, good for ten minutes: one a minute, five a day.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(ResetRequest) },
    responses: { 202: json(z.strictObject({}), "If there is such an account, a letter is on its way"), ...refusals },
  }),
  async (c) => {
    const { email, mobile } = c.req.valid("json");
    const address = c.req.header("cf-connecting-ip");
    if (mobile === undefined) await askForReset(c.var.entrance, email ?? "", address);
    else await askForCode(c.var.entrance, "reset", mobile, address);

    return c.json({}, 202);
  },
);

recoveryRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/password-resets/completion",
    summary: "Choose a new password by the link of a letter or the code of an SMS",
    description: "Ends every session of the account.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(ResetCompletion) },
    responses: { 204: nothing("The new password is in force"), ...refusals },
  }),
  async (c) => {
    const { token, mobile, smsCode, password } = c.req.valid("json");
    if (mobile === undefined) await completeReset(c.var.entrance, token ?? "", password);
    else await completeResetBySms(c.var.entrance, mobile, smsCode ?? "", password);

    return c.body(null, 204);
  },
);
