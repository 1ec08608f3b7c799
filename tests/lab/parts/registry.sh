# The plain registry (docker-registry): storage for the base images and, behind the stand-in, for ECR.

start_registry() {
    command -v docker-registry >/dev/null || fail "docker-registry is missing; run: $LAB/lab install"
    local try port
    mkdir -p "$TMP/registry"
    # The port is free when chosen, but may be taken a moment later.
    for try in 1 2 3; do
        port=$(free_port)
        cat >"$TMP/registry.yml" <<YML
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: $TMP/registry, maxthreads: 100}
  delete: {enabled: true}
  maintenance: {uploadpurging: {enabled: false}}
http: {addr: "127.0.0.1:$port"}
YML
        run registry env OTEL_TRACES_EXPORTER=none docker-registry serve "$TMP/registry.yml"
        if await registry 15 http_ok "http://127.0.0.1:$port/v2/"; then
            echo "$port" >"$STATE/registry.port"
            return
        fi
        end_process registry
    done
    fail "no registry after 3 tries"
}

check_registry() { is_running registry && http_ok "http://127.0.0.1:$(cat "$STATE/registry.port")/v2/"; }
