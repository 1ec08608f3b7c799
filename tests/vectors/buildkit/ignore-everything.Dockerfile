FROM scratch
COPY . /
COPY --from=@bare /only /x
#: ignore *
