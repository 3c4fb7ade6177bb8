// The build of the web app: one page, one script, one style sheet and the typeface, all served by
// the program itself. Nothing is inlined: the server's content security policy allows neither
// inline scripts nor data: addresses.
/// <reference types="vitest/config" />
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const BUNDLED = ['preact', '@fontsource-variable/golos-text'];

/** The licences of what the app bundles, in the built app: /licenses.txt. */
function licences(): Plugin {
  const text = () =>
    BUNDLED.map((name) => {
      const licence = readFileSync(
        new URL(`node_modules/${name}/LICENSE`, import.meta.url),
        'utf8',
      );
      return `${name}\n${'='.repeat(name.length)}\n\n${licence.trim()}\n`;
    }).join('\n\n');
  return {
    name: 'licences',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: text() });
    },
  };
}

export default defineConfig({
  plugins: [licences()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  test: { css: true },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': process.env['UZEL_SERVER'] ?? 'http://127.0.0.1:8080' },
  },
});
