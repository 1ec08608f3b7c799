FROM scratch
COPY a.txt /f
COPY a.txt /d/
COPY src/ /s
COPY src/ /t/
COPY src/. /u
COPY ./src /v/.
COPY /src /w
COPY ../a.txt /up
