// The build of the web app: one page, one script, one style sheet and the typeface, all served by
// the program itself. Nothing is inlined: the server's content security policy allows neither
// inline scripts nor data: addresses.
/// <reference types="vitest/config" />
import { defineConfig } from 'vite';

export default defineConfig({
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
