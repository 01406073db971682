// The homepage's frontend, as the server's page starts it.
import { createRoot } from "react-dom/client";

import { followLinks } from "../shared/place";
import { App } from "./app";
import { prefetch } from "./prefetch";
import "./style.css";

followLinks(prefetch);
createRoot(document.getElementById("root")!).render(<App />);
