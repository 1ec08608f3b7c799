#!/bin/sh
# As in AWS's base images: the first argument is the handler, the runtime client does the rest.
if [ $# -ne 1 ]; then
    echo "entrypoint requires the handler name to be the first argument" >&2
    exit 142
fi
export _HANDLER="$1"
if [ -z "$AWS_LAMBDA_RUNTIME_API" ]; then
    echo "lab base image: no Runtime Interface Emulator here, start it with tests/lab/invoke" >&2
    exit 1
fi
for bootstrap in /var/runtime/bootstrap /var/task/bootstrap /opt/bootstrap; do
    [ -x "$bootstrap" ] && exec "$bootstrap" "$1"
done
echo "Runtime.InvalidEntrypoint: no bootstrap file" >&2
exit 1
