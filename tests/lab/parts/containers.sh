# Settings for podman, buildah and skopeo: storage of their own, base images from the lab's registry.

start_containers() {
    local dir=$TMP/containers port
    port=$(cat "$STATE/registry.port")
    mkdir -p "$dir/storage" "$dir/run"
    cat >"$dir/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$dir/storage"
runroot = "$dir/run"
CONF
    # runc and low limits: crun refuses mixed cgroup versions, and machines without CAP_SYS_RESOURCE cannot raise limits.
    cat >"$dir/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
netns = "none"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
CONF
    cat >"$dir/registries.conf" <<CONF
unqualified-search-registries = ["docker.io"]
short-name-mode = "permissive"
[[registry]]
prefix = "public.ecr.aws"
location = "127.0.0.1:$port/public.ecr.aws"
insecure = true
[[registry]]
prefix = "docker.io"
location = "127.0.0.1:$port/docker.io"
insecure = true
[[registry]]
prefix = "127.0.0.1:$port"
location = "127.0.0.1:$port"
insecure = true
CONF
    local part
    for part in aws token; do
        [[ -f $STATE/$part.port ]] || continue
        cat >>"$dir/registries.conf" <<CONF
[[registry]]
prefix = "127.0.0.1:$(cat "$STATE/$part.port")"
location = "127.0.0.1:$(cat "$STATE/$part.port")"
insecure = true
CONF
    done
}

check_containers() { [[ -f $TMP/containers/registries.conf ]]; }
