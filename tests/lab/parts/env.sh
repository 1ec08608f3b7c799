# The environment that tests need to use the lab.

print_env() {
    local registry aws token name
    registry=127.0.0.1:$(cat "$STATE/registry.port")
    put LAMBDAIMAGE_LAB 1
    # What tests write is in memory too, then.
    if mountpoint -q "$TMP"; then mkdir -p "$TMP/tests" && put TMPDIR "$TMP/tests"; fi
    # One that has boto3.
    if [[ -x $CACHE/venv/bin/python3 ]]; then put LAMBDAIMAGE_LAB_PYTHON "$CACHE/venv/bin/python3"; else put LAMBDAIMAGE_LAB_PYTHON python3; fi
    put LAMBDAIMAGE_LAB_REGISTRY "$registry"
    put LAMBDAIMAGE_REGISTRY_MIRRORS "public.ecr.aws=$registry/public.ecr.aws;docker.io=$registry/docker.io"
    if [[ -f $STATE/token.port ]]; then
        token=127.0.0.1:$(cat "$STATE/token.port")
        put LAMBDAIMAGE_LAB_TOKEN_REGISTRY "$token"
    fi
    if [[ -f $STATE/aws.port ]]; then
        aws=http://127.0.0.1:$(cat "$STATE/aws.port")
        mkdir -p "$TMP/aws"
        : >>"$TMP/aws/config" && : >>"$TMP/aws/credentials"
        put LAMBDAIMAGE_LAB_AWS "$aws"
        put AWS_ENDPOINT_URL "$aws"
        put LAMBDAIMAGE_REGISTRY_ENDPOINT "$aws"
        put LAMBDAIMAGE_LAB_ROLE_ARN arn:aws:iam::123456789012:role/lambdaimage-lab
        put AWS_ACCESS_KEY_ID LABKEY
        put AWS_SECRET_ACCESS_KEY lab-secret
        put AWS_REGION eu-west-1
        put AWS_DEFAULT_REGION eu-west-1
        put AWS_EC2_METADATA_DISABLED true
        put AWS_CONFIG_FILE "$TMP/aws/config"
        put AWS_SHARED_CREDENTIALS_FILE "$TMP/aws/credentials"
        echo 'unset AWS_SESSION_TOKEN AWS_PROFILE AWS_DEFAULT_PROFILE'
    fi
    if [[ "$(cat "$STATE/without")" != *" dockerd "* ]]; then put DOCKER_HOST "$(docker_host)"; fi
    if [[ -d $TMP/containers ]]; then
        put CONTAINERS_STORAGE_CONF "$TMP/containers/storage.conf"
        put CONTAINERS_CONF "$TMP/containers/containers.conf"
        put CONTAINERS_REGISTRIES_CONF "$TMP/containers/registries.conf"
    fi
    for name in NO_PROXY no_proxy; do
        if [[ ,${!name:-}, != *,127.0.0.1,* ]]; then put $name "${!name:+${!name},}127.0.0.1,localhost"; else put $name "${!name}"; fi
    done
}

# Plain single quotes: tests written in other languages read these lines too. No value holds a quote.
put() { printf "export %s='%s'\n" "$1" "$2"; }
