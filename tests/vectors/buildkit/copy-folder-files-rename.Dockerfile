FROM scratch
COPY src /app
COPY src/a.js src/b.js /flat/
COPY src/a.js /renamed
