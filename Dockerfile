# One image for every component: the pinned packages, LibreOffice for the PDF, an ordinary user.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        curl fonts-liberation2 libreoffice-calc-nogui libreoffice-writer-nogui \
    && rm -rf /var/lib/apt/lists/*

# What runs, without what only tests need.
WORKDIR /app
COPY pyproject.toml requirements-runtime.lock README.md ./
RUN pip install --no-cache-dir uv==0.13.9 \
    && uv pip install --system --no-cache --require-hashes -r requirements-runtime.lock

# /app/sbom.cdx.json lists what is in the image: every Python and every Debian package.
COPY . .
RUN uv pip install --system --no-cache --no-deps --no-build-isolation -e . \
    && pip uninstall --yes uv \
    && python -m tools.sbom > sbom.cdx.json \
    && useradd --uid 10001 --create-home airflow \
    && mkdir -p /data /opt/airflow/logs \
    && chown -R airflow: /data /opt/airflow

USER airflow
ENV PYTHONDONTWRITEBYTECODE=1
ENTRYPOINT ["python", "-m", "commands.with_secrets"]
CMD ["airflow", "version"]
