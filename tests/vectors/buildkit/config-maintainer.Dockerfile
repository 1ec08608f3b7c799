FROM scratch
MAINTAINER "Jo" <jo@example.com> $HOME
COPY a.txt /
