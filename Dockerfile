# The bot as an image: nobody's user, a root file system that may be read-only, all data in /data.
# The first stage installs exactly what requirements.lock pins, with hashes; the second has no build tools.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.lock /tmp/requirements.lock
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/requirements.lock
COPY pyproject.toml LICENSE NOTICE /app/
COPY bot /app/bot
COPY handlers /app/handlers
COPY storage /app/storage
COPY checklists /app/checklists
COPY reports /app/reports
RUN /opt/venv/bin/python -m compileall -q /app /opt/venv/lib

FROM python:3.12-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    WARDROUNDS_DATA_DIR=/data \
    WARDROUNDS_LISTEN=0.0.0.0:8080
RUN groupadd --gid 10001 wardrounds \
    && useradd --uid 10001 --gid wardrounds --no-create-home --home-dir /data --shell /usr/sbin/nologin wardrounds \
    && install -d -m 0700 -o wardrounds -g wardrounds /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
VOLUME /data
# Health, figures and webhooks: for the machine's own network, never published as it is.
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=8)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
