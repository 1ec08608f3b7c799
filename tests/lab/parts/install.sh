# Installs what the lab needs; what is there already is left alone.

MOTO_VERSION=5.2.1

install_lab() {
    local -A packages=(
        [dockerd]=docker.io [buildah]=buildah [podman]=podman [skopeo]=skopeo [tmux]=tmux [umoci]=umoci [docker-registry]=docker-registry
        [busybox]=busybox-static [jq]=jq [python3]=python3 [curl]=curl [ip]=iproute2 [runc]=runc
        # aws-lambda-ric is compiled once for the Node.js base image.
        [cmake]=cmake [g++]=g++ [make]=make [xz]=xz-utils [bzip2]=bzip2 [zstd]=zstd
    )
    local command missing=()
    for command in "${!packages[@]}"; do
        command -v "$command" >/dev/null || missing+=("${packages[$command]}")
    done
    # Debian's plain busybox is not static and would not run in an image of its own.
    if command -v busybox >/dev/null && ldd "$(command -v busybox)" >/dev/null 2>&1; then missing+=(busybox-static); fi
    # Podman wants its network program even where containers have no network.
    [[ -x /usr/lib/podman/netavark ]] || missing+=(netavark)
    if ((${#missing[@]})); then
        apt-get update -q
        # Service start-up is refused: the lab starts its own dockerd, the machine's may stay as it is.
        DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -qy --no-install-recommends "${missing[@]}"
    fi
    if ! python3 -c 'import moto, boto3' 2>/dev/null && [[ ! -x $CACHE/venv/bin/python3 ]]; then
        python3 -c 'import ensurepip' 2>/dev/null || apt-get install -qy python3-venv
        mkdir -p "$CACHE"
        python3 -m venv "$CACHE/venv"
        "$CACHE/venv/bin/pip" install -q "moto[ecr,awslambda,iam,server]==$MOTO_VERSION" boto3 awscli
    fi
    command -v node >/dev/null && command -v npm >/dev/null || say "node and npm are needed too (20 or later)"
}
