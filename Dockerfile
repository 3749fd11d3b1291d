# A container that scans once and ends, as nobody in particular: docs/ci.md says how to run it on a schedule.
FROM node:22-slim AS build
WORKDIR /sealscan
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund && node scripts/build.mjs && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-slim
COPY --from=build /sealscan/package.json /sealscan/LICENSE /sealscan/NOTICE /sealscan/
COPY --from=build /sealscan/dist /sealscan/dist
COPY --from=build /sealscan/rules /sealscan/rules
COPY --from=build /sealscan/node_modules /sealscan/node_modules
# Fargate takes an empty volume's owner and mode from here: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
VOLUME ["/tmp"]
USER node
WORKDIR /home/node
ENTRYPOINT ["node", "/sealscan/dist/cli.js"]
CMD ["scan", "--output", "/home/node/report"]
