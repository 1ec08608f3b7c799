FROM scratch AS unused
RUN ["sh", "-c", "cat <<EOF", 1]
FROM scratch
