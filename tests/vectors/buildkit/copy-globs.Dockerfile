FROM scratch
COPY *.txt /t/
COPY src/?.js /js/
COPY s*c /c/
COPY missing* a.txt /m/
COPY docs/*/*.png /png/
COPY src/[ab].js /set/
COPY src/[^a].js /not/
COPY g\[1\].txt /escaped
