FROM scratch
ARG SRC=src
ENV DST=/dst
COPY ${SRC}/a.js $SRC/b.js $DST/
COPY "$SRC/deep" "$DST/deep dir/"
COPY 'a.txt' '/$literal'
