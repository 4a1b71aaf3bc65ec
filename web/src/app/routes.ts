import { type Route, route } from "./route";

/** Every page, first match wins. A page is one line here and one file under pages/. */
export const routes: Route[] = [
  route("/", "account", () => import("../pages/session/ChooserPage"), { title: "session.chooser.title" }),
  route("/login", "public", () => import("../pages/session/LoginPage"), { title: "session.login.title" }),
  route("/forgot", "public", () => import("../pages/session/ForgotPage"), { title: "session.forgot.title", areas: ["account"] }),
  route("/reset", "public", () => import("../pages/session/ResetPage"), { title: "session.reset.title", areas: ["account"] }),
  route("/join", "public", () => import("../pages/session/JoinPage"), { title: "session.join.title", areas: ["account"] }),
  route("/signup", "public", () => import("../pages/session/SignupPage"), { title: "session.signup.title", areas: ["account"] }),
  route("/me", "account", () => import("../pages/account/MePage"), { title: "session.me.title", areas: ["account"] }),

  route("/a/:tenant/more", "agency", () => import("../pages/more/MorePage"), { title: "shell.more" }),
  route("/d/:tenant/more", "developer", () => import("../pages/more/MorePage"), { title: "shell.more" }),
];
