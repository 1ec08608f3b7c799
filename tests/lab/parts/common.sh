# Starting and ending the lab's own processes.

say() { echo "lab: $*" >&2; }
fail() { say "$*"; exit 1; }

# A virtual environment made by `lab install` comes first: Debian's own Python may not be added to.
choose_python() {
    PYTHON=$CACHE/venv/bin/python3
    [[ -x $PYTHON ]] || PYTHON=python3
    "$PYTHON" -c 'import moto, boto3' 2>/dev/null || fail "python3 has no moto or boto3; run: $LAB/lab install"
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# run NAME COMMAND...: in the background, detached from the caller's terminal; log and pid go to the state.
run() {
    local name=$1
    shift
    (
        # The lock, and pipes of callers who wait for their end, must not live on in a server.
        for fd in /proc/self/fd/*; do
            fd=${fd##*/}
            ((fd <= 2)) || eval "exec $fd>&-" 2>/dev/null
        done
        exec setsid "$@"
    ) >"$STATE/$name.log" 2>&1 </dev/null &
    echo $! >"$STATE/$name.pid"
    # Process ids are reused: the start time tells our process from a later one with the same id.
    started_at $! >"$STATE/$name.started"
}

# Nothing for a process that has ended and only waits to be collected (state Z). The name in brackets may hold spaces.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" {print $20}' || true; }

is_running() {
    [[ -f $STATE/$1.pid ]] || return 1
    local pid
    pid=$(cat "$STATE/$1.pid")
    [[ -n $(started_at "$pid") && $(started_at "$pid") == "$(cat "$STATE/$1.started")" ]]
}

# await NAME SECONDS COMMAND...: until the command succeeds; shows the log when the part dies or takes too long.
await() {
    local name=$1 end=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        if ! is_running "$name" || ((SECONDS >= end)); then
            say "$name did not start; the end of its log ($STATE/$name.log):"
            tail -n 25 "$STATE/$name.log" >&2 || true
            return 1
        fi
        sleep 0.1
    done
}

end_process() {
    local name=$1 pid tries=100
    if is_running "$name"; then
        pid=$(cat "$STATE/$name.pid")
        kill "$pid" 2>/dev/null || true
        while is_running "$name" && ((tries-- > 0)); do sleep 0.1; done
        if is_running "$name"; then kill -9 "$pid" 2>/dev/null || true; fi
    fi
    rm -f "$STATE/$name.pid" "$STATE/$name.started" "$STATE/$name.port"
}

tear_down() {
    local name
    if [[ -f $STATE/tmp ]]; then
        TMP=$(cat "$STATE/tmp")
        end_dockerd
    fi
    for name in token aws registry; do end_process "$name"; done
    if [[ -n ${TMP:-} && $TMP == /tmp/lambdaimage-lab-* ]]; then
        unmount_from "$TMP"
        rm -rf "$TMP" || { sleep 1; unmount_from "$TMP"; rm -rf "$TMP"; }
    fi
    rm -f "$STATE"/{up,tmp,without,bridge,bases,docker-host} "$STATE"/*.port
}

# A file system that makes and deletes many files slows down with each of them for minutes; memory does not.
keep_in_memory() {
    local have=$(($(awk '/^MemAvailable:/ {print $2}' /proc/meminfo) / 1024 / 1024))
    if ((have >= 16)) && mount -t tmpfs -o size=10g,mode=755 lambdaimage-lab "$1"; then return; fi
    say "$have GB of memory are free, and 16 are needed: storage is on the disk"
}

unmount_from() {
    # Deepest first.
    awk -v place="$1" '$2 == place || index($2, place "/") == 1 {print $2}' /proc/mounts | sort -r | while read -r place; do
        umount "$place" 2>/dev/null || umount -l "$place" 2>/dev/null || true
    done
}

http_ok() { curl -fsS --noproxy '*' -m 5 -o /dev/null "$@" 2>/dev/null; }
