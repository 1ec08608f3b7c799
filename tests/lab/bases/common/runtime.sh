# Runtime API loop for shell bootstraps: define answer(), which reads EVENT and prints the response, then call serve.
serve() {
    api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
    while :; do
        EVENT=$(wget -S -q -O - "$api/invocation/next" 2>/tmp/.headers) || exit 1
        id=$(sed -n 's/^ *[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: *//p' /tmp/.headers | tr -d '\r')
        if response=$(answer); then
            wget -q -O /dev/null --post-data "$response" "$api/invocation/$id/response"
        else
            wget -q -O /dev/null --header 'Lambda-Runtime-Function-Error-Type: Runtime.HandlerError' \
                --post-data '{"errorType":"Runtime.HandlerError","errorMessage":"the handler failed"}' "$api/invocation/$id/error"
        fi
    done
}
