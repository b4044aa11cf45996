# One image for web, worker and beat. Configuration and secrets come in through the environment.
FROM python:3.11-slim AS packages
COPY requirements/base.txt /requirements/base.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /requirements/base.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
RUN useradd --system --no-create-home --shell /usr/sbin/nologin portal
COPY --from=packages /venv /venv
WORKDIR /portal
COPY . .
# Texts and static files are made here, once; the values below only let the settings load.
RUN python -m compileall -q . && \
    NIZU_ENV=production SITE_URL=https://build.invalid DATABASE_URL=postgres://build.invalid/nizu \
    REDIS_URL=redis://build.invalid/1 CACHE_URL=redis://build.invalid/0 \
    EMAIL_URL=smtp://build.invalid DEFAULT_FROM_EMAIL=build@build.invalid \
    SECRET_KEY=only-while-building-the-image-and-never-when-it-runs-0123456789 \
    python manage.py build_assets
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "nizu/stack/gunicorn_settings.py", "--bind", "0.0.0.0:8000"]
