// Builds the homepage and the dashboard: hashed files in built/assets, of which built/.vite/manifest.json names the first,
// and in built/documents what they ask for, as the server reads it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

// The folders with what each asks for: the homepage's script has no documents but those of the first view at first.
const frontends = { homepage: ["homepage/generated/first", "homepage/generated/later"], dashboard: ["dashboard/generated"] };

const manifests: Plugin = {
  name: "manifests-of-documents",
  generateBundle() {
    for (const [name, folders] of Object.entries(frontends)) {
      const all = folders.map((folder) => JSON.parse(readFileSync(`${folder}/persisted-documents.json`, "utf-8")));
      this.emitFile({ type: "asset", fileName: `documents/${name}.json`, source: JSON.stringify(Object.assign({}, ...all), null, 1) });
    }
  },
};

// Files in the content codings that browsers take, so that nothing is compressed while it is served.
const codings: Plugin = {
  name: "content-codings",
  writeBundle({ dir }) {
    for (const name of readdirSync(`${dir}/assets`).filter((each) => /\.(js|css)$/.test(each))) {
      const file = `${dir}/assets/${name}`;
      const content = readFileSync(file);
      writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    }
  },
};

export default defineConfig({
  base: "./", // files find each other wherever the server is mounted
  logLevel: "warn",
  plugins: [manifests, codings],
  build: {
    outDir: "built",
    manifest: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.keys(frontends).map((each) => `${each}/main.tsx`),
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
    },
  },
});
