import { type Route, route } from "./route";

/** Every page, first match wins. A page is one line here and one file under pages/. */
export const routes: Route[] = [
  route("/", "account", () => import("../pages/session/ChooserPage"), { title: "session.chooser.title" }),
  route("/login", "public", () => import("../pages/session/LoginPage"), { title: "session.login.title" }),

  route("/a/:tenant/more", "agency", () => import("../pages/more/MorePage"), { title: "shell.more" }),
  route("/d/:tenant/more", "developer", () => import("../pages/more/MorePage"), { title: "shell.more" }),
];
