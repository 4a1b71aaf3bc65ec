import { createRoot } from "react-dom/client";
import "./mantine-styles";
import "./tokens.css";
import "./mantine.css";
import "./base.css";
import "./print.css";
import { languageOfPage, speak } from "../i18n/messages";
import { keepPresses } from "../lib/presses";
import { App } from "./App";
import { followAnchor } from "./anchor";
import { queryClient } from "./queries";
import { routes } from "./routes";
import { askForSession } from "./session";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
keepPresses();

if (!routes.some(({ shell, path }) => shell === "public" && path === location.pathname)) askForSession(queryClient);
try {
  await speak(languageOfPage());
} finally {
  createRoot(root).render(<App />);
  followAnchor();
}
