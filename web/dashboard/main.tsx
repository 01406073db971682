// The dashboard, as the server's page starts it.
import { createRoot } from "react-dom/client";

import { App } from "./app";
import "./style.css";

createRoot(document.getElementById("root")!).render(<App />);
