FROM scratch
COPY sr[a-z][^x]a.js /one/
COPY docs[+-9]*.md /two/
COPY [^s]*[^l]ocs[^x]i* /three/
COPY [^d-s.]* /four/
