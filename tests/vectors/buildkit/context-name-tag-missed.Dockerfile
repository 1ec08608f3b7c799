FROM nowhere.invalid/alpine:3
#: context nowhere.invalid/alpine=@bare
