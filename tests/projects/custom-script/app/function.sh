handler() { echo "{\"echo\": $1}"; }
