FROM scratch
COPY . /
#: ignore # a.txt
#: ignore   b.txt  
#: ignore /src
#: ignore ./docs
#: ignore links/
