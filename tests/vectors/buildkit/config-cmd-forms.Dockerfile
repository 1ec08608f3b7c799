FROM scratch
CMD echo "a b" 'c' $D && x
ENTRYPOINT [ "a" , "b \" c" ]
COPY a.txt /
