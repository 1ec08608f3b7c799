# The bearer-token registry: see token-registry.py.

start_token() {
    run token python3 "$LAB/token-registry.py" "$STATE/token.port" "$(cat "$STATE/registry.port")"
    await token 20 test -s "$STATE/token.port" || fail "no token registry"
}

check_token() { is_running token && http_ok "http://127.0.0.1:$(cat "$STATE/token.port")/_lab/health"; }
