# One replica of the app; it keeps nothing on its disk. Built from the project's folder.
FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.lock ./
RUN python -m pip install --quiet --require-hashes --requirement requirements.lock
COPY app.py ./
COPY .streamlit .streamlit
COPY canvas canvas
COPY content content
COPY pages pages
RUN python -m canvas.server.prepare && python -m compileall -q . && useradd --uid 10001 kanvas
USER 10001
EXPOSE 8501 9100
CMD ["python", "-m", "canvas", "run", "--address", "0.0.0.0", "--port", "8501"]
