# A dockerd of our own, apart from any other on the machine.

# Kept in the state: `lab env` must tell the same daemon later, without the variable.
docker_host() { cat "$STATE/docker-host"; }

lab_docker() { DOCKER_HOST=$(docker_host) docker "$@"; }

start_dockerd() {
    echo "${LAMBDAIMAGE_LAB_DOCKER_HOST:-unix://$TMP/docker.sock}" >"$STATE/docker-host"
    if [[ -n ${LAMBDAIMAGE_LAB_DOCKER_HOST:-} ]]; then
        lab_docker version >/dev/null || fail "LAMBDAIMAGE_LAB_DOCKER_HOST=$LAMBDAIMAGE_LAB_DOCKER_HOST does not answer"
        return
    fi
    command -v dockerd >/dev/null || fail "dockerd is missing; run: $LAB/lab install"
    local bridge
    bridge=$(make_bridge)
    run dockerd dockerd --data-root "$TMP/docker" --exec-root "$TMP/exec" --pidfile "$TMP/docker.pid" \
        -H "unix://$TMP/docker.sock" --bridge="$bridge" --iptables=false --ip6tables=false --ip-masq=false \
        --ip-forward=false --log-level warn --insecure-registry 127.0.0.0/8
    await dockerd 60 lab_docker version || fail "no dockerd"
}

# A bridge without NAT and without a way out: RUN lines and containers work as usual, only the internet is missing.
make_bridge() {
    local name=lilab$RANDOM net
    for net in 172.30.{201..250}; do
        [[ -z $(ip -4 route show "$net.0/24" 2>/dev/null) ]] || continue
        if ip link add name "$name" type bridge 2>/dev/null && ip addr add "$net.1/24" dev "$name" && ip link set "$name" up; then
            echo "$name" >"$STATE/bridge"
            echo "$name"
            return
        fi
        break
    done
    ip link del "$name" 2>/dev/null || true
    echo none
}

end_dockerd() {
    end_process dockerd
    # A dockerd that had to be killed leaves its containerd and the shims behind; only those of our exec-root are ended.
    local pid
    for pid in /proc/[0-9]*; do
        pid=${pid#/proc/}
        if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qE "^[^ ]*containerd[^ ]* .*$TMP/"; then
            kill -9 "$pid" 2>/dev/null || true
        fi
    done
    if [[ -f $STATE/bridge ]]; then ip link del "$(cat "$STATE/bridge")" 2>/dev/null || true; fi
}

check_dockerd() {
    [[ "$(docker_host)" != "unix://$TMP/docker.sock" ]] || is_running dockerd || return 1
    lab_docker version >/dev/null 2>&1
}
