FROM scratch
ARG N=name
COPY --chmod=644 <<one <<"two" /d/
hello $N
one
hello $N
two
COPY --chmod=600 <<-EOF /file
		indented
	EOF
COPY --chmod=644 <<E a.txt /mixed/
text
E
