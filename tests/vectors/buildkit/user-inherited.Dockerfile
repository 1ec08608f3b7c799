FROM @user
COPY a.txt /x
WORKDIR /w
CMD echo hi
USER root
WORKDIR /r
