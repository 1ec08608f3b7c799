FROM scratch
HEALTHCHECK --interval=3000000h CMD x
