FROM scratch
COPY --from=tools /only /x
#: context tools=@bare
