#!/bin/sh
set -e
mkdir -p /app/uploads /tmp/uploads
env > /app/.env
exec "$@" 2> /dev/stderr
