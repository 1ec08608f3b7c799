FROM scratch
COPY . /
#: ignore ..
#: ignore .
#: ignore src/../a.txt
#: ignore docs//api.md
