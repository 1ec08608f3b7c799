FROM scratch
ENV A 'C:\' x
