FROM scratch
ADD pipe.tar /x/
