#: links
FROM scratch AS one
COPY a.txt a.txt src/a.js /x/
COPY a.txt [a].txt /y/
COPY --from=@base /hard/a /hard/b /apart/
COPY --from=@base /hard /together/
COPY --from=@base /hard /hard/a /both/
ADD packed.tgz packed.tar /z/
FROM one
COPY --from=one / /again/
COPY --from=one /together /apart /last/
COPY --from=one --chown=3 /together /owned/
