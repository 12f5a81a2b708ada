#!/bin/sh
# Takes out of node_modules what a portal in production never reads, after `npm ci --omit=dev`: sh deploy/slim.sh
# With `all` also Node itself and the embedded server, for a machine or an image that has its own Node 24.
set -eu
cd "$(dirname "$0")/../node_modules"
[ ! -d vitest ] || { echo 'This is not an install for production: run npm ci --omit=dev first.' >&2; exit 1; }
# The embedded server is for evaluation; drawing PDFs and compiling TypeScript is for nobody here.
rm -rf @embedded-postgres embedded-postgres @napi-rs typescript @typescript
# Icons are read one by one, PDFs by the build for Node.
rm -rf lucide-static/font lucide-static/dist pdfjs-dist/build pdfjs-dist/web pdfjs-dist/types pdfjs-dist/image_decoders
rm -rf node-linux-*/include node-linux-*/share
# What compilers and debuggers read.
find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete
if [ "${1:-}" = all ]; then rm -rf node-linux-* node-bin-*; fi
