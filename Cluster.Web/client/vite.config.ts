import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page is served by the program under any room's path, so every address is absolute from the root. */
export default defineConfig({
  base: '/',
  plugins: [react()],
  server: {
    proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } },
  },
  build: {
    target: 'es2022',
    // No data: addresses: the page's content security policy names 'self' only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
