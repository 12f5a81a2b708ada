# The portal in server mode: it needs a PostgreSQL server (DATABASE_URL) and leaves its own one (evaluation/) out.
FROM node:24-trixie-slim AS install
WORKDIR /portal
COPY package.json package-lock.json ./
COPY deploy/slim.sh deploy/slim.sh
# 229 MB of 672: the image has its own Node, and neither the embedded server nor builds for browsers are read here.
RUN npm ci --omit=dev && sh deploy/slim.sh all

FROM node:24-trixie-slim
WORKDIR /portal
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data NODE_COMPILE_CACHE=/tmp/portal-compiled MALLOC_ARENA_MAX=2
COPY --from=install /portal/node_modules node_modules
COPY package.json knexfile.ts ./
COPY src src
COPY views views
COPY public public
COPY locales locales
COPY migrations migrations
COPY seeds seeds
# A volume that is new takes over owner and mode of the directory it is mounted on.
RUN install -d -o node -g node -m 0700 /data /data/files /run/figures
USER node
VOLUME /data
EXPOSE 8443
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:8443/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/cli/serve.ts"]
