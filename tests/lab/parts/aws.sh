# The AWS stand-in: see aws-standin/.

start_aws() {
    run aws "$PYTHON" "$LAB/aws-standin" "$STATE/aws.port" "$(cat "$STATE/registry.port")"
    await aws 60 test -s "$STATE/aws.port" || fail "no AWS stand-in"
}

check_aws() { is_running aws && http_ok "http://127.0.0.1:$(cat "$STATE/aws.port")/_lab/health"; }
