/// <reference types="vitest/config" />
import vue from '@vitejs/plugin-vue'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const compressible = /\.(html|js|css|svg)$/

/** Writes a Brotli copy next to every text file. The server sends the copy and compresses nothing at run time. */
function brotli(): Plugin {
  let folder = ''
  return {
    name: 'brotli',
    apply: 'build',
    configResolved: (config) => { folder = config.build.outDir },
    async closeBundle() {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !compressible.test(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        const packed = brotliCompressSync(await readFile(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
        await writeFile(`${path}.br`, packed)
      }
    },
  }
}

// In development Vite serves the page and proxies these API paths to a Linnet server on its default port.
const api = ['/auth', '/users', '/tweets', '/notifications', '/relationships', '/blocks', '/mutes', '/follow_requests', '/filters', '/media', '/health', '/docs']

export default defineConfig({
  plugins: [vue(), brotli()],
  define: { __VUE_OPTIONS_API__: 'false' },
  build: {
    target: 'es2022',
    // The page's Content-Security-Policy allows no data: URLs and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the first screen needs is one file. Without this, modules that a part loaded on demand shares with it get files of their own.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } } },
  },
  server: {
    proxy: {
      ...Object.fromEntries(api.map((path) => [path, 'http://localhost:8000'])),
      '/ws': { target: 'ws://localhost:8000', ws: true },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
