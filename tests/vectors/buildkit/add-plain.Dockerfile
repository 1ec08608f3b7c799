FROM scratch
ADD a.txt src /x/
ADD --chmod=700 b.txt /b
ADD src/*.js /js/
