from scratch as x
copy a.txt /
Env a=b
label c=d
Cmd ["x"]
