FROM scratch
COPY --chmod=u=rw,go= a.txt /a
COPY --chmod=a=rX src/a.js src/b.js /x/
COPY --chmod=g+w,o-r src/b.js /b
COPY --chmod=u+s,a+x a.txt /s
COPY --chmod=go=u-w+x docs/img /g/
COPY --chmod=u=rwx,g=u-w,+t empty /t/e
COPY --chmod=go-rX,u+X src/deep /d/
