FROM scratch
COPY ["with space.txt", "/to here/"]
ADD ["a.txt", "b.txt", "/d/"]
COPY ["src", "/s p"]
COPY [ "a.txt" , "/sp" ]
