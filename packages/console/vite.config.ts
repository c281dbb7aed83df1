import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The server puts a fresh nonce into every page it gives; scripts and styles of ours are files. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    // Nothing inlined: the policy of the page allows files of the server only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4390' } },
})
