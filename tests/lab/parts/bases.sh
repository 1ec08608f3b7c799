# Base images: made once, kept in the cache as registry storage, and given to dockerd under their true names.

RIC_VERSION=4.0.2

start_bases() {
    local key store node npm
    exec 8>"$CACHE/lock"
    flock -w 300 8 || fail "another lab holds $CACHE/lock"
    node=$(readlink -f "$(command -v node)") || fail "node is missing"
    npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
    key=$( (cat "$LAB"/bases/*.py "$LAB/bases/build" "$LAB"/bases/*/*; stat -Lc '%n %s %Y' "$node" /usr/bin/python3 /bin/busybox; echo "$RIC_VERSION") | sha256sum | cut -c1-16)
    store=$CACHE/bases-$key
    if [[ -f $store/names ]]; then
        cp -a --reflink=auto "$store/docker" "$TMP/registry/"
    else
        compile_ric
        mkdir -p "$TMP/layers"
        nice "$LAB/bases/build" "127.0.0.1:$(cat "$STATE/registry.port")" "$TMP/layers" "$CACHE/ric-$RIC_VERSION/node_modules" "$node" "$npm" \
            >"$TMP/names" 2>"$STATE/bases.log" || { tail -n 25 "$STATE/bases.log" >&2; fail "the base images could not be made"; }
        rm -rf "$TMP/layers" "$CACHE"/bases-*
        rm -rf "$store.part"
        mkdir -p "$store.part"
        cp -a --reflink=auto "$TMP/registry/docker" "$TMP/names" "$store.part/"
        mv "$store.part" "$store"
    fi
    cp "$store/names" "$STATE/bases"
    exec 8>&-
    [[ "$(cat "$STATE/without")" == *" dockerd "* ]] || load_bases
}

# AWS's own runtime interface client for Node.js; compiling it takes about a minute.
compile_ric() {
    local dir=$CACHE/ric-$RIC_VERSION
    [[ -f $dir/node_modules/aws-lambda-ric/rapid-client.node ]] && return
    say "compiling aws-lambda-ric $RIC_VERSION (once)"
    rm -rf "$dir"
    mkdir -p "$dir"
    # npm may hold back install scripts that are not allowed by name; its older versions ignore that setting.
    echo '{"name": "lab-ric", "private": true, "allowScripts": {"aws-lambda-ric": true}}' >"$dir/package.json"
    (cd "$dir" && nice npm install --no-audit --no-fund --foreground-scripts "aws-lambda-ric@$RIC_VERSION") >"$STATE/bases.log" 2>&1 ||
        { tail -n 25 "$STATE/bases.log" >&2; fail "aws-lambda-ric could not be compiled"; }
    [[ -f $dir/node_modules/aws-lambda-ric/rapid-client.node ]] || fail "aws-lambda-ric was not compiled, see $STATE/bases.log"
}

# Pulled from the lab's registry and named as the real ones, so that FROM lines find them without a network.
load_bases() {
    local name registry
    registry=127.0.0.1:$(cat "$STATE/registry.port")
    while read -r name _; do
        lab_docker pull -q "$registry/$name" >/dev/null 2>"$STATE/bases.log" || { cat "$STATE/bases.log" >&2; fail "dockerd cannot pull $name"; }
        lab_docker tag "$registry/$name" "${name#docker.io/}"
        lab_docker rmi --no-prune "$registry/$name" >/dev/null
    done <"$STATE/bases"
}

check_bases() { [[ -s $STATE/bases ]] && http_ok "http://127.0.0.1:$(cat "$STATE/registry.port")/v2/public.ecr.aws/lambda/nodejs/tags/list"; }
