# pg_dump of the same version as the server, and age.
FROM postgres:15-bookworm
RUN apt-get update && apt-get install --yes --no-install-recommends age && rm -rf /var/lib/apt/lists/*
RUN mkdir /backups && chown postgres:postgres /backups
USER postgres
