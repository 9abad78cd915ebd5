# One image for the worker, the web server, the mail catcher of the demo and the preparation of the servers.
FROM node:20.20-bookworm-slim
WORKDIR /srv/junkan
ENV NODE_ENV=production

COPY package.json package-lock.json ./
# No install scripts: none is needed (stack/bootstrap.mjs).
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

COPY . .
# Makes the database client; at run time nothing below this folder is written.
RUN node stack/bootstrap.mjs generate && mkdir -p /var/lib/junkan && chown node:node /var/lib/junkan
USER node
ENV JUNKAN_VAR=/var/lib/junkan
ENTRYPOINT ["node", "stack/bootstrap.mjs"]
CMD ["web"]
