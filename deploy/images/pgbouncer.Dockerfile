# PgBouncer as Debian builds it. It reads here.ini and userlist.txt in the folder it starts in.
FROM debian:bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends pgbouncer && rm -rf /var/lib/apt/lists/*
WORKDIR /etc/kanvas/pooler
USER postgres
EXPOSE 6432
CMD ["pgbouncer", "/etc/kanvas/config/pgbouncer.ini"]
