# One image for every component: the pinned packages, LibreOffice for the PDF, an ordinary user.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        curl fonts-liberation2 libreoffice-calc-nogui libreoffice-writer-nogui \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY pyproject.toml requirements.lock README.md ./
RUN pip install --no-cache-dir uv==0.13.9 \
    && uv pip install --system --no-cache --require-hashes -r requirements.lock

COPY . .
RUN uv pip install --system --no-cache --no-deps --no-build-isolation -e . \
    && useradd --uid 10001 --create-home airflow \
    && mkdir -p /data /opt/airflow/logs \
    && chown -R airflow: /data /opt/airflow

USER airflow
ENV PYTHONDONTWRITEBYTECODE=1
CMD ["airflow", "version"]
