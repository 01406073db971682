# Sundial in a container, as `make serve` starts it: docker build -t sundial . && docker run -p 8000:8000 -v sundial:/data sundial

FROM node:22-slim AS web
WORKDIR /sundial/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-progress --loglevel=error
COPY web .
COPY schema/schema.graphql ../schema/
COPY documents ../documents
RUN npm run --silent build

FROM python:3.11-slim
WORKDIR /sundial
COPY pyproject.toml constraints.txt LICENSE ./
RUN pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt --editable '.[postgresql,openid]'

COPY server.py gunicorn.conf.py ./
COPY delivery delivery
COPY documents documents
COPY fixtures fixtures
COPY models models
COPY resolvers resolvers
COPY schema schema
COPY --from=web /sundial/web/dist web/dist
COPY --from=web /sundial/web/built web/built
RUN python -m compileall -q . \
  && useradd --system --uid 10001 --no-create-home sundial \
  && install --directory --owner=sundial --group=sundial --mode=700 /data

USER sundial
ENV HOST=0.0.0.0 PORT=8000 SUNDIAL_DATABASE_URL=sqlite:////data/sundial.db
VOLUME /data
EXPOSE 8000

# The address that answers while the process does: a database that is away is not mended by another container.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/livez', timeout=2)"]

CMD ["sh", "-c", "flask --app server migrate && flask --app server content load --if-empty && exec gunicorn"]
