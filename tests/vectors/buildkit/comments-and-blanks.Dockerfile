# first
FROM scratch

   # indented
   COPY a.txt /   
	 ENV A=1
#last
