// Builds GraphiQL for Sundial: hashed files in dist/assets, of which dist/.vite/manifest.json names the first.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // files find each other wherever the server is mounted
  logLevel: "warn",
  build: {
    manifest: true,
    target: "es2022",
    chunkSizeWarningLimit: 3000, // monaco is one chunk of 2.8 MB
    rolldownOptions: {
      input: "src/main.jsx",
      // "use client" in libraries, which means nothing in a bundle for browsers
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
    },
  },
});
