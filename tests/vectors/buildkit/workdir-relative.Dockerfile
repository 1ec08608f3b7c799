FROM scratch
WORKDIR /w/x
COPY a.txt .
COPY b.txt ./sub/
WORKDIR y
COPY a.txt ../up.txt
COPY src ./
