FROM scratch
EXPOSE 80 90/udp
VOLUME /a ["/b"]
VOLUME ["/c d"]
STOPSIGNAL 9
COPY a.txt /
USER 1:2
SHELL ["/s", "-x"]
CMD some thing
ENTRYPOINT other thing
HEALTHCHECK --interval=5s --timeout=1m CMD check it
ONBUILD RUN x y
